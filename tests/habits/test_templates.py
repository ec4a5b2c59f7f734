"""Templates can be read without scrolling sideways, in an editor and in a comparison."""

from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"
LONGEST_LINE = 120


def test_no_line_of_a_template_is_longer_than_a_screen():
    too_long = [
        f"{path.relative_to(TEMPLATES)}:{number} has {len(line)} characters"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert too_long == []
