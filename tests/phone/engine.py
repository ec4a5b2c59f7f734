"""The phone's own scripts in an embedded engine: no browser, no document, a clock that tests move.

What the scripts lack there is given here: timers, randomness by a seed, a network that answers as a
test says. There is no IndexedDB, so all is kept in memory, as on a phone that lets pages keep
nothing; what a disk and a document do is shown in a browser (tests/journeys).
"""

import heapq
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import quickjs

SCRIPTS = Path(__file__).parents[2] / "inspect_app/static/js"
NEVER_ENDS = 100_000  # steps; scripts that ask one another for ever are a defect

BEFORE = r"""
globalThis.self = globalThis.window = globalThis;
globalThis.console = {log() {}, warn() {}, error(...all) {
  __complain(all.map(one => String(one && one.message || one)).join(' '));
}};
const timers = new Map();
let last = 0;
globalThis.setTimeout = (work, wait) => { timers.set(++last, work); __wait(last, +wait || 0); return last; };
globalThis.clearTimeout = id => { timers.delete(id); };
globalThis.__ring = id => { const work = timers.get(id); timers.delete(id); if (work) { work(); } };
Date.now = () => __now();
Math.random = () => __chance();
globalThis.crypto = {getRandomValues: all => all.map((_, n) => { all[n] = __chance() * 256; })
  && all};
globalThis.URLSearchParams = class {
  constructor() { this.fields = []; }
  append(name, value) { this.fields.push([name, String(value)]); }
};
globalThis.Blob = class { constructor([part]) { this.size = part instanceof ArrayBuffer ? part.byteLength : part.length; } };
const asked = new Map();
globalThis.fetch = (address, options) => new Promise((resolve, reject) => {
  asked.set(++last, [resolve, reject]);
  __ask(last, options.method || 'GET', address,
    JSON.stringify(options.body && options.body.fields || []), options.body && options.body.size || 0);
});
globalThis.__answer = (id, status, text, later) => {
  const [resolve, reject] = asked.get(id);
  if (!status) { reject(new TypeError('no network')); return; }
  resolve({status, ok: status < 300, headers: {get: () => later}, json: async () => JSON.parse(text)});
};
globalThis.__done = new Map();
"""


@dataclass(frozen=True)
class PhoneRequest:
    """What the phone asked, and when: seconds of its clock since the test began."""

    at: float
    method: str
    path: str
    fields: list[list[str]]
    size: int = 0  # of a photo, in bytes


@dataclass(frozen=True)
class NetworkAnswer:
    """What it is answered, after so many seconds; no status stands for no network."""

    status: int = 200
    said: object = None
    retry_after: int | None = None
    takes: float = 0.1


NO_NETWORK = NetworkAnswer(status=0)


class PhonePage:
    """A page of the phone with these scripts; ``network`` answers what they ask."""

    def __init__(
        self,
        *scripts: str,
        network: Callable[[PhoneRequest], NetworkAnswer],
        at: int = 1_800_000_000,
    ) -> None:
        self.network, self.asked = network, list[PhoneRequest]()
        self.complaints: list[str] = []
        self._start = self._now = at * 1000.0
        self._due: list[tuple[float, int, Callable[[], object]]] = []
        self._number = 0
        chance = random.Random(1)
        self._engine = quickjs.Context()
        for name, given in (
            ("__complain", self.complaints.append),
            ("__wait", self._wait),
            ("__now", lambda: self._now),
            ("__chance", chance.random),
            ("__ask", self._ask),
        ):
            self._engine.add_callable(name, given)
        self._engine.eval(BEFORE)
        self.runs(*scripts)

    def runs(self, *scripts: str) -> None:
        """Load these scripts, as a page does."""
        for script in scripts:
            self.does((SCRIPTS / f"{script}.js").read_text())

    def does(self, script: str) -> None:
        """Begin something; it goes on as time passes."""
        self._engine.eval(script)
        self._settle()

    def tells(self, script: str) -> Any:
        """Return what the expression, or the promise that it gives, comes to without time passing.

        None where it takes time.
        """
        self.does(
            f"globalThis.__told = undefined; Promise.resolve({script}).then(told => {{ globalThis.__told = JSON.stringify(told); }})"
        )
        told = self._engine.eval("globalThis.__told")
        return None if told is None else json.loads(told)

    def passes(self, seconds: float) -> None:
        """Let time pass: timers ring, answers arrive."""
        until = self._now + seconds * 1000
        for _ in range(NEVER_ENDS):
            if not self._due or self._due[0][0] > until:
                break
            self._now, _, happens = heapq.heappop(self._due)
            happens()
            self._settle()
        else:
            raise AssertionError("it never comes to rest")
        self._now = until

    def sleeps(self, seconds: float) -> None:
        """Freeze the page: on waking, all that was due meanwhile happens at once."""
        woken = self._now + seconds * 1000
        self._now = woken
        self._due = [(max(when, woken), n, happens) for when, n, happens in self._due]
        heapq.heapify(self._due)

    def clock_is_set(self, seconds: float) -> None:
        """Set the phone's clock forward or back; what is on its way keeps its time."""
        self._now += seconds * 1000
        self._start += seconds * 1000
        self._due = [(when + seconds * 1000, n, happens) for when, n, happens in self._due]

    def _settle(self) -> None:
        while self._engine.execute_pending_job():
            pass

    def _at(self, wait_ms: float, happens: Callable[[], object]) -> None:
        self._number += 1
        heapq.heappush(self._due, (self._now + max(wait_ms, 0), self._number, happens))

    def _wait(self, timer: int, wait_ms: float) -> None:
        self._at(wait_ms, lambda: self._engine.get("__ring")(timer))

    def _ask(self, number: int, method: str, path: str, fields: str, size: int) -> None:
        at = (self._now - self._start) / 1000
        request = PhoneRequest(at, method, path, json.loads(fields), size)
        self.asked.append(request)
        answer = self.network(request)
        self._at(
            answer.takes * 1000,
            lambda: self._engine.get("__answer")(
                number, answer.status, json.dumps(answer.said), answer.retry_after
            ),
        )
