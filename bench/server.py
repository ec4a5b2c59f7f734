"""The real server in a process of its own: started, frozen, killed by signal 9, started again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from founding.waiting import until

ROOT = Path(__file__).parents[1]


class Port:
    """A port that the system gave; while it is held, nobody is given it who does not name it.

    A bound socket that does not listen holds it, also while the server is dead. The server may
    listen there beside it, since both allow the address to be used again.
    """

    def __init__(self) -> None:
        self._held = socket.socket()
        self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._held.bind(("127.0.0.1", 0))
        self.number = int(self._held.getsockname()[1])

    def close(self) -> None:
        self._held.close()


class Server:
    """``flask serve`` over a data directory, always on the same port; ``close`` it at the end."""

    def __init__(
        self,
        data_dir: Path,
        *options: str,
        under: Sequence[str] = (),
        log: Path = Path(os.devnull),
    ) -> None:
        """``options`` of ``flask serve``; ``under``: a program that runs it, as strace does."""
        self.data_dir, self.options, self.under, self.log = data_dir, options, under, log
        self._held = Port()
        self.port = self._held.number
        try:
            self.start()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Kill what still runs and give the port back."""
        self.kill()
        self._held.close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.under, sys.executable, "-m", "flask", "serve", *self.options],
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
        until(self._answers)

    def _answers(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"the server did not start over {self.data_dir}")
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with suppress(OSError, http.client.HTTPException), closing(asked):
            asked.request("GET", "/office/login")
            with asked.getresponse() as answer:
                return answer.status == 200
        return False

    def freeze(self) -> None:
        """Stop all of its processes where they are; what the disk was asked for is done by then."""
        os.killpg(self.process.pid, signal.SIGSTOP)
        until(lambda: all(state in "TZ" for state in self._states()))

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
        with suppress(ProcessLookupError):  # it has stopped already
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        until(self._is_gone)

    def _is_gone(self) -> bool:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, 0)
            return False
        return True

    def stop(self) -> None:
        """Ask it to stop, as who runs it does, and give the port back."""
        self.process.terminate()
        self.process.wait()
        self._held.close()
