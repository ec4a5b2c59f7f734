"""How a town wants its reports to look. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from inspect_app.people.models import Town
from inspect_app.people.report_options import FONTS, Fonts, Footer


@dataclass(frozen=True)
class Looks:
    """Whose report it is (填报单位), its fonts, the words beside the page number, if any."""

    unit: str
    fonts: Fonts
    footer: str = ""

    def reworded(self, change: Callable[[str], str]) -> Self:
        """Return them with the words at the foot changed."""
        return replace(self, footer=change(self.footer))


def looks_of(town: Town) -> Looks:
    """Return what the town has chosen."""
    words = {Footer.NOTHING: "", Footer.UNIT: town.presidium, Footer.WORDS: town.footer_words}
    return Looks(town.presidium, FONTS[town.font_set], words[town.footer])
