"""What was entered and what the phones said became of it, held against what is there.

Every entry carries a mark of its own (〔17〕), every photo its id; both are called tokens here. A
token is *told* by a phone (已保存在手机, 已保存, 已送达) and *let go* when a person, seeing it,
replaces it or chooses something else.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from simulate.pages import OpenPage, VillagePhone
from simulate.town import PlayedTown

MARK = re.compile("〔[0-9]+〕")
PLACE = re.compile("(item-[a-z]+)-[0-9]+-[a-z]+")
ON_PHONE, ON_SERVER, ARRIVED = "已保存在手机", "已保存", "已送达"
PRESENT = {"now", "draft", "rival", "kept draft"}  # not replaced, not set aside
KeptFields = list[list[str]]


def tokens(fields: Iterable[Iterable[str]]) -> set[str]:
    """The marks and photos in a form's fields."""
    found: set[str] = set()
    for name, value in fields:
        if name.endswith("-photo"):
            found.add(value)
        else:
            found.update(MARK.findall(value or ""))
    return found


@dataclass
class Token:
    """One entry: whose it is, who typed it in, on which phone, what was told of it."""

    whose: int
    typed_by: int
    phone: int
    told: set[str] = field(default_factory=set)
    is_let_go: bool = False


class Ledger:
    """What must be so."""

    def __init__(self, town: PlayedTown) -> None:
        self._town = town

    def begin(self) -> None:
        self.known: dict[str, Token] = {}
        self.broken: list[str] = []
        self._places: dict[str, list[tuple[str, str, int]]] | None = None

    def breaks(self, words: str) -> None:
        """Note what is not as it must be."""
        if words not in self.broken:
            self.broken.append(words)

    def enter(self, token: str, page: OpenPage) -> None:
        self.known[token] = Token(page.whose, page.person, page.phone.id)

    def typist(self, token: str) -> int:
        return self.known[token].typed_by if token in self.known else 0

    def let_go(self, gone: Iterable[str]) -> None:
        """Note that somebody, seeing them, wanted them no more."""
        for token in gone:
            if token in self.known:
                self.known[token].is_let_go = True

    def wiped(self, phone: int) -> None:
        """Nobody can ask a phone for what was wiped off it."""
        for one in self.known.values():
            if one.phone == phone:
                one.told.discard(ON_PHONE)

    # what is there

    def stale(self) -> None:
        """Look anew the next time: the server has done something."""
        self._places = None

    def places(self) -> dict[str, list[tuple[str, str, int]]]:
        """Where on the server each token is: (what it is there, record, whose)."""
        if self._places is None:
            self._places = {}
            for state, record, deputy, fields in self.contents():
                for token in tokens(fields):
                    self._places.setdefault(token, []).append((state, record, deputy))
        return self._places

    def contents(self) -> list[tuple[str, str, int, KeptFields]]:
        """All content on the server: what it is there, record, whose, its fields."""
        found = []
        rows = self._town.looks("SELECT id, deputy_id, revision, fields, draft FROM record")
        owners = {record: deputy for record, deputy, *_ in rows}
        for record, deputy, revision, fields, draft in rows:
            if revision:
                found.append(("now", record, deputy, json.loads(fields)))
            if json.loads(draft or "null") is not None:
                found.append(("draft", record, deputy, json.loads(draft)))
        more = self._town.looks("SELECT record_id, state, fields FROM record_revision")
        for record, state, fields in more:
            name = {"draft": "kept draft"}.get(state, state)
            found.append((name, record, owners[record], json.loads(fields)))
        return found

    def contenders(self, deputy: int) -> list[tuple[str, int, set[str]]]:
        """What of a deputy is to choose from: record, revision, what is in it."""
        rows = self._town.looks(
            "SELECT id, revision, fields, 0 FROM record WHERE deputy_id = ? AND revision > 0 UNION "
            "SELECT r.id, v.revision, v.fields, 1 FROM record_revision v JOIN record r "
            "ON r.id = v.record_id WHERE r.deputy_id = ? AND v.state = 'rival' ORDER BY 1, 4, 2",
            deputy, deputy,
        )  # fmt: skip
        return [
            (_dashed(record), revision, tokens(json.loads(fields)))
            for record, revision, fields, _ in rows
        ]

    def rivals(self, record: str) -> int:
        query = "SELECT count(*) FROM record_revision WHERE record_id = ? AND state = 'rival'"
        return int(self._town.looks(query, record.replace("-", ""))[0][0])

    def photos(self) -> dict[str, int]:
        """Whose each is, by its id: of those that have a row and a file."""
        rows = self._town.looks("SELECT id, deputy_id, digest FROM photo")
        return {_dashed(one): deputy for one, deputy, file in rows if self._town.has_file(file)}

    # what is told

    def told(
        self, page: OpenPage, where: str, words: str, fields: KeptFields, kept: Callable[[], str]
    ) -> None:
        """Hold what a page says against what is there, at the moment at which it says so."""
        for name, photo in fields:
            if name.endswith("-photo") and photo not in self.known:
                self.enter(photo, page)
        entered = {one for one in tokens(fields) if one in self.known}
        if words.startswith(ON_PHONE) and where in ("saved", "state"):
            self._told_on_phone(page, entered, kept())
        elif words == ON_SERVER and where == "saved":
            self._told_on_server(page, entered)

    def _told_on_phone(self, page: OpenPage, entered: set[str], kept: str) -> None:
        for token in entered:
            one = self.known[token]
            if token not in kept and token not in self.places():
                self.breaks(f"page {page.id} says {ON_PHONE} of {token}, which is not there")
            elif one.phone == page.phone.id:
                one.told.add(ON_PHONE)

    def _told_on_server(self, page: OpenPage, entered: set[str]) -> None:
        for token in entered:
            if token in self.places():
                self.known[token].told.add(ON_SERVER)
            elif not self.known[token].is_let_go:
                self.breaks(f"page {page.id} says {ON_SERVER} of {token}, which is not there")

    def arrived(self, phone: VillagePhone, store: str, key: str, one: dict[str, Any]) -> None:
        """Hold against the server what a phone calls 已送达."""
        if store == "photos":
            if self.photos().get(key) is None:
                self.breaks(f"phone {phone.id} calls the photo {key} {ARRIVED}, which is not there")
            elif key in self.known:
                self.known[key].told.add(ARRIVED)
            return
        asked = tokens(_asked(one["fields"]))
        self.let_go(tokens(one["fields"]) - asked)
        for token in asked:
            found = [place for place in self.places().get(token, []) if place[0] != "draft"]
            if not found:
                self.breaks(f"phone {phone.id} calls {token} {ARRIVED}, which is not handed in")
            elif token in self.known:
                self.known[token].told.add(ARRIVED)

    # when all is over

    def closes(self, kept: dict[int, dict[str, Any]]) -> None:
        """Hold all that was ever told against what is there in the end, phones by number."""
        held = [_held(one) for one in kept.values()]
        photos = self.photos()
        for token, one in self.known.items():
            self._owner(token, one, photos)
            if one.told and not one.is_let_go:
                on_phone = set().union(*(by.get(token, set()) for by in held))
                self._found(token, one, on_phone, photos)
        self._once()
        self._sent(kept)
        self._unspoilt()

    def _owner(self, token: str, one: Token, photos: dict[str, int]) -> None:
        found = self.places().get(token, [])
        if others := {whose for _, _, whose in found} - {one.whose}:
            self.breaks(f"{token} of deputy {one.whose} is in what belongs to {others}")
        if photos.get(token, one.whose) != one.whose:
            self.breaks(f"the photo {token} of deputy {one.whose} is {photos[token]}'s")
        if len({record for _, record, _ in found}) > 1:
            self.breaks(f"{token} is in more than one record")

    def _found(self, token: str, one: Token, on_phone: set[str], photos: dict[str, int]) -> None:
        states = {state for state, _, _ in self.places().get(token, [])}
        is_photo = not MARK.fullmatch(token)
        # A photo arrives by itself; where it belongs is said by the form that names it.
        told = one.told - {ARRIVED} if is_photo else one.told
        # What was handed in stays handed in; a draft may wait on a phone to be chosen from.
        is_waiting = "asked" in on_phone or (on_phone and told == {ON_PHONE})
        if told and not states & PRESENT and not (is_waiting and ARRIVED not in told):
            self.breaks(f"{token}, told {sorted(one.told)}, is {sorted(states) or 'nowhere'}")
        if is_photo and token not in photos and "bytes" not in on_phone:
            self.breaks(f"the photo {token}, told {sorted(one.told)}, is nowhere")

    def _once(self) -> None:
        seen: Counter[tuple[str, str]] = Counter()
        for state, record, _, fields in self.contents():
            said = sorted(one for one in fields if one[1] and one[0] != "at")
            if state in ("now", "rival") and tokens(said):
                seen[record, json.dumps(said, ensure_ascii=False)] += 1
        for (record, said), times in seen.items():
            if times > 1:
                self.breaks(f"{times} times the same in {record}: {said}")
        found = self._town.looks("SELECT own_description FROM finding WHERE taken_back_at IS NULL")
        marks = Counter(mark for (text,) in found for mark in MARK.findall(text or ""))
        for mark, times in marks.items():
            if times > 1:
                self.breaks(f"{mark} is {times} findings")

    def _sent(self, kept: dict[int, dict[str, Any]]) -> None:
        """With the network well again nothing waits but what nobody may send."""
        for number, one in kept.items():
            for _, item in one["outbox"]:
                if item["state"] == "waiting" and item["deputy"]:
                    self.breaks(f"phone {number} still waits with {item['record']}: {item['why']}")
            for _, photo in one["photos"]:
                if photo["state"] == "waiting" and photo["deputy"]:
                    self.breaks(f"phone {number} still waits with the photo {photo['id']}")

    def _unspoilt(self) -> None:
        """No photo is made of pieces of two."""
        for one, digest in self._town.looks("SELECT id, digest FROM photo"):
            if digest not in self._town.digests:
                self.breaks(f"the photo {_dashed(one)} is none that anybody took")


def _asked(fields: KeptFields) -> KeptFields:
    """The fields without those of places whose question was answered otherwise since.

    A photo may still have been in work when its question was answered anew, and come after that.
    """
    answers = {name: value for name, value in fields if PLACE.fullmatch(name) is None}
    asked = []
    for name, value in fields:
        place = PLACE.fullmatch(name)
        if place is None or answers.get(place[1]) == "fail":
            asked.append([name, value])
    return asked


def _held(kept: dict[str, Any]) -> dict[str, set[str]]:
    """What a phone keeps of each token: in a form, as what is still asked, its bytes."""
    held: dict[str, set[str]] = {}
    for _, one in kept["drafts"] + kept["outbox"]:
        for token in tokens(one["fields"]):
            held.setdefault(token, set()).add("form")
        for other in one.get("open") or []:
            for token in tokens(other["theirs"]):
                held.setdefault(token, set()).add("asked")
    for photo, _ in kept["bytes"]:
        held.setdefault(photo, set()).add("bytes")
    return held


def _dashed(one: str) -> str:
    text = one.replace("-", "")
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
