"""How a file looks: its fonts, whose it is, the words at its foot. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True)
class Fonts:
    """A set of fonts: of titles, heads and first headings, texts, second headings."""

    title: str
    head: str
    text: str
    second: str
    is_title_bold: bool = False

    def __str__(self) -> str:
        """Say which they are."""
        title = f"{self.title}加粗" if self.is_title_bold else self.title
        return f"标题{title}，正文{self.text}，小标题{self.head}、{self.second}"


@dataclass(frozen=True)
class Looks:
    """Whose report it is (填报单位), its fonts, the words beside the page number, if any.

    ``telephone`` is 联系电话 below tables that are signed.
    """

    unit: str
    fonts: Fonts
    footer: str = ""
    telephone: str = ""

    @property
    def signatures(self) -> str:
        """Who signs below a table: for the pen, but for what is known already."""
        signed = ("负责人（签字）：", "审核人：", "填表人：", f"联系电话：{self.telephone}")
        return (" " * 16).join(signed)

    def reworded(self, change: Callable[[str], str]) -> Self:
        """The looks with the words at the foot changed, and without a telephone number."""
        return replace(self, footer=change(self.footer), telephone="")
