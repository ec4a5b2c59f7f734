"""The engine that runs the phones' scripts, and the one clock of a history.

All that happens is a task at a moment of virtual time: a timer, an answer of the disk, a request
that arrives. The promises of a task are done before the next one begins, as in a browser.
"""

import heapq
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import quickjs

from inspect_app.pages.views.assets import JOINED

HERE = Path(__file__).parent / "js"
SCRIPTS = Path(__file__).parents[1] / "inspect_app/static/js"
BEGINNING = 1_800_000_000_000  # milliseconds: the moment at which each history begins
NEVER_RESTS = 400_000  # steps of one history; scripts that ask one another for ever are a defect
DOORS = (
    "fetch", "goes", "says", "arrived", "confirm", "parse", "registers", "syncs", "opens",
    "complain",
)  # fmt: skip


class NeverRestsError(Exception):
    """What runs on the phones never comes to rest."""


def own_scripts() -> dict[str, str]:
    """As they are served."""
    paths = sorted(SCRIPTS.rglob("*.js"))
    return {_name(path.relative_to(SCRIPTS)): path.read_text() for path in paths}


def _name(path: Path) -> str:
    """Name a script as its page's address does: by its folder and its file, phone/store."""
    return path.with_suffix("").as_posix()


def _joined(scripts: Mapping[str, str]) -> dict[str, str]:
    """What pages and workers load, joined of these scripts."""
    if not scripts:
        return {}
    return {
        _name(Path(name).relative_to("js")): "\n".join(scripts[part] for part in parts)
        for name, parts in JOINED.items()
        if name.endswith(".js")
    }


class Engine:
    """One engine, used for one history after the other.

    ``doors`` are what the scripts may call of the simulator, by name (``DOORS``).
    """

    def __init__(self, scripts: Mapping[str, str]) -> None:
        self.now = float(BEGINNING)
        self.chance = Random(0)
        self.doors: dict[str, Callable[..., Any]] = {}
        self._due: list[tuple[float, int, Callable[[], object]]] = []
        self._number = self._steps = 0
        self._js = js = quickjs.Context()
        js.set_max_stack_size(4 << 20)
        js.add_callable("__later", self._later)
        js.add_callable("__now", lambda: self.now)
        js.add_callable("__random", lambda: self.chance.random())
        for name in DOORS:
            js.add_callable(f"__{name}", self._door(name))
        for name in ("document", "transactions", "indexeddb", "browser", "hands"):
            js.eval((HERE / f"{name}.js").read_text())
        js.eval(f"__load({json.dumps({**scripts, **_joined(scripts)})})")
        self._run, self._rest = js.get("__run"), js.get("__rest")

    def _door(self, name: str) -> Callable[..., Any]:
        return lambda *given: self.doors[name](*given)

    def begin(self, seed: object) -> None:
        """Forget the history before."""
        self._js.eval("__forgetAll()")
        self.now = float(BEGINNING)
        self.chance = Random(str(seed))
        self._due.clear()
        self._number = self._steps = 0

    def at(self, wait_ms: float, happens: Callable[[], object]) -> None:
        """Let something happen after so many milliseconds."""
        self._number += 1
        heapq.heappush(self._due, (self.now + max(wait_ms, 0), self._number, happens))

    def _later(self, task: int, wait_ms: float) -> None:
        self.at(wait_ms, lambda: self._run(task))

    def hands(self, name: str, *given: object) -> Any:
        """Do something with a phone, or look something up there; see hands.js."""
        said = ",".join(json.dumps(one) for one in given)
        told = self._js.eval(f"JSON.stringify(hands.{name}({said}))")
        self.settles()
        return None if told is None else json.loads(told)

    def does(self, script: str) -> Any:
        """Run a script of one's own; return what it comes to."""
        told = self._js.eval(script)
        self.settles()
        return told

    def kept_now(self, phone: int) -> dict[str, Any]:
        """What a phone keeps, in the midst of a task."""
        return dict(json.loads(self._js.eval(f"JSON.stringify(hands.kept({phone}))")))

    def filled_in(self, page: int) -> list[list[str]]:
        """The fields of a page's form, in the midst of a task."""
        told = self._js.eval(f"JSON.stringify(scopes.get({page}).view.Fill.fields())")
        return list(json.loads(told))

    def calls(self, name: str, *given: object) -> None:
        """Call one of browser.js's own."""
        self._js.get(name)(*given)
        self.settles()

    def settles(self) -> None:
        """Let the promises of what just happened be done."""
        while True:
            while self._js.execute_pending_job():
                pass
            if not self._rest():
                break

    def passes(self, milliseconds: float) -> None:
        """Let time pass.

        :raise NeverRestsError: if it would never end.
        """
        until = self.now + milliseconds
        while self._due and self._due[0][0] <= until:
            self._steps += 1
            if self._steps > NEVER_RESTS:
                raise NeverRestsError
            self.now, _, happens = heapq.heappop(self._due)
            if happens() is not False:  # a timer that was called off leaves nothing to be done
                self.settles()
        self.now = until
