"""Styles: a colour has a name, a rule has something it is for, an old browser loses nothing."""

import re

from inspect_app.pages.views.assets import JOINED, STATIC

ROOT = STATIC.parents[1]
STYLES = {str(path.relative_to(STATIC / "css")): path.read_text() for path in STATIC.rglob("*.css")}
RULES = {name: re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL) for name, text in STYLES.items()}
# A browser of 2018 throws away what it does not know: a block behind @layer, a whole list of
# selectors with one of these in it. `@layer` is known from Chromium 99 on, the others from 88.
TOO_NEW = ("@layer", ":is(", ":where(", ":has(", "], [", "inset:")

WRITTEN_OUT = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|\b(?:black|white|silver|gr[ae]y"
    r"|red|maroon|orange|brown|yellow|olive|green|lime|teal|cyan|aqua|blue|navy|purple|pink)\b",
    re.IGNORECASE,
)


def written_out(rules: str) -> list[str]:
    """Return the colours that stand in values, and not under a name."""
    values = re.findall(r":([^:;{}]+)(?=[;}])", rules)
    return [one for value in values for one in WRITTEN_OUT.findall(re.sub(r"--[\w-]+", "", value))]


def test_colours_have_names():
    without_names = {
        name: found
        for name, rules in RULES.items()
        if not name.endswith("colours.css") and (found := written_out(rules))
    }
    assert without_names == {}


def test_a_colour_without_a_name_is_seen_however_it_is_written():
    assert written_out("a { color: #FFF; border: 1px solid rgb(0 0 0) } b { fill: white }") == [
        "#FFF", "rgb(", "white",
    ]  # fmt: skip
    assert written_out("#add:hover { color: var(--red-pale); white-space: nowrap }") == []


def test_a_colour_has_one_name():
    given = [one for rules in RULES.values() for one in re.findall(r"--[\w-]+: (#\w+)", rules)]
    assert len(given) == len(set(given))


def test_every_name_is_given_once_in_a_style_and_used():
    for served, parts in JOINED.items():
        if served.endswith(".css"):
            rules = "".join(RULES[f"{part}.css"] for part in parts)
            given = re.findall(r"(--[\w-]+):", rules)
            assert len(given) == len(set(given)), served
            missing = set(re.findall(r"var\((--[\w-]+)\)", rules)) - set(given)
            assert missing == set(), served
    used = set(re.findall(r"var\((--[\w-]+)\)", "".join(RULES.values())))
    assert set(re.findall(r"(--[\w-]+):", "".join(RULES.values()))) == used


def test_every_part_of_a_style_is_served():
    parts = {f"{part}.css" for name, parts in JOINED.items() if ".css" in name for part in parts}
    assert {name for name in STYLES if "/" in name or name == "colours.css"} == parts


def test_every_class_and_id_of_a_style_is_on_a_page():
    pages = [*(ROOT / "templates").rglob("*.html"), *STATIC.rglob("*.js")]
    programs = (ROOT / "inspect_app").rglob("*.py")
    words = set(re.findall(r"[\w-]+", "".join(one.read_text() for one in (*pages, *programs))))
    words |= {"s1"}  # the second series of a chart: "s" and its number
    named = {
        (name, word)
        for name, rules in RULES.items()
        for selector in re.findall(r"([^{};]+)\{", rules)
        for word in re.findall(r"[.#]([A-Za-z][\w-]*)", selector)
    }
    assert {one for one in named if one[1] not in words} == set()


def test_nothing_that_an_old_browser_would_drop_with_what_it_knows():
    assert {
        (name, new) for name, rules in RULES.items() for new in TOO_NEW if new in rules
    } == set()
