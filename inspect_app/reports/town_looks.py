"""How a town wants its reports to look. Pure."""

from inspect_app.people.models import Town
from inspect_app.people.report_options import FONTS, Footer
from inspect_app.people.town_settings import telephone_in
from inspect_app.sheets.looks import Looks


def looks_of(town: Town) -> Looks:
    words = {Footer.NOTHING: "", Footer.UNIT: town.presidium, Footer.WORDS: town.footer_words}
    return Looks(
        town.presidium, FONTS[town.font_set], words[town.footer], telephone_in(town.contact)
    )
