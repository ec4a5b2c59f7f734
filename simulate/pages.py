"""A village's phones and the pages that are open on them; a page's HTML as the engine takes it."""

import io
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import lxml.html
from PIL import Image


@dataclass
class VillagePhone:
    """A phone: what its browser can, who holds it, how its network is."""

    id: int
    kind: dict[str, bool]
    network: str = "good"
    holder: int = 0  # the deputy who entered last
    people: set[int] = field(default_factory=set)
    kept_pages: dict[str, tuple[float, str]] = field(default_factory=dict)
    has_worker: bool = False


@dataclass
class OpenPage:
    """A page that is open, and who looks at it."""

    id: int
    phone: VillagePhone
    person: int
    url: str

    @property
    def whose(self) -> int:
        """For whom it is filled in: 2 is the liaison, who may fill in for 1."""
        return 1 if "for=1" in self.url else self.person


@dataclass(frozen=True)
class TownAnswer:
    """What came back, redirects not followed."""

    status: int
    text: str
    headers: dict[str, str]


def picture(number: int) -> bytes:
    """Small, another one for each number."""
    out = io.BytesIO()
    Image.new("RGB", (16, 16), (number * 4, 255 - number * 4, number)).save(out, "JPEG")
    return out.getvalue()


def as_tree(html: str) -> list[Any]:
    """[tag, attributes, nodes], nested."""
    return _node(lxml.html.document_fromstring(html))


def _node(one: Any) -> list[Any]:
    nodes: list[Any] = [one.text] if one.text else []
    for child in one:
        if isinstance(child.tag, str):
            nodes.append(_node(child))
        if child.tail:
            nodes.append(child.tail)
    return [one.tag, dict(one.attrib), nodes]


def path_of(url: str) -> str:
    return urlsplit(url).path


def scripts_of(tree: list[object]) -> list[str]:
    found = []
    tag, attributes, nodes = tree
    assert isinstance(attributes, dict) and isinstance(nodes, list)
    if tag == "script" and "/static/js/" in attributes.get("src", ""):
        found.append(path_of(attributes["src"]).removeprefix("/static/js/").removesuffix(".js"))
    for one in nodes:
        if isinstance(one, list):
            found += scripts_of(one)
    return found
