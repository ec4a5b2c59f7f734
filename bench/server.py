"""The real server in a process of its own: started, frozen, killed by signal 9, started again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 60


class Server:
    """``flask serve`` over a data directory, always on the same port."""

    def __init__(
        self,
        data_dir: Path,
        port: int | None = None,
        under: Sequence[str] = (),
        log: Path = Path(os.devnull),
    ) -> None:
        """``under``: a program and its options that runs it, as strace does."""
        self.data_dir, self.port, self.under = data_dir, port or _free_port(), under
        self.log = log
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.under, sys.executable, "-m", "flask", "serve"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DATA_DIR": str(self.data_dir),
                    "PORT": str(self.port),
                    "BASE_URL": "http://localhost",
                },
                stdout=log,
                stderr=log,
                start_new_session=True,  # a group of its own: a signal reaches all of its processes
            )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the server did not start over {self.data_dir}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with suppress(OSError, http.client.HTTPException), closing(asked):
            asked.request("GET", "/office/login")
            with asked.getresponse() as answer:
                return answer.status == 200
        return False

    def freeze(self) -> None:
        """Stop all of its processes where they are; what the disk was asked for is done by then."""
        os.killpg(self.process.pid, signal.SIGSTOP)
        end = time.monotonic() + PATIENCE
        while {state for state in self._states() if state not in "TZ"} and time.monotonic() < end:
            time.sleep(0.01)

    def thaw(self) -> None:
        os.killpg(self.process.pid, signal.SIGCONT)

    def _states(self) -> Iterator[str]:
        """Give the state of each thread of its processes, as in proc(5)."""
        for stat in Path("/proc").glob("[0-9]*/task/[0-9]*/stat"):
            with suppress(OSError):  # it has ended meanwhile
                state, _, group = stat.read_text().rpartition(") ")[2].split()[:3]
                if int(group) == self.process.pid:
                    yield state

    def kill(self) -> None:
        """Kill all of its processes; when it returns, none of them holds a file any more."""
        with suppress(ProcessLookupError):  # it has stopped already, or the last has gone
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                os.killpg(self.process.pid, 0)
                time.sleep(0.01)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
