"""What must hold in every Word file, whoever made it: the test clients call this.

Of Open XML (ECMA-376) what Word does not forgive: it refuses such a file, or offers to repair it.
"""

from tests.workbook_lint import package

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# CT_PPr and CT_RPr are sequences, as far as the product writes them.
ORDER = {
    "pPr": [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "widowControl",
        "tabs",
        "snapToGrid",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "outlineLvl",
        "rPr",
        "sectPr",
    ],
    "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "vAlign"],
}


def lint(content: bytes) -> list[str]:
    """Return what is wrong with a Word file, nothing if all is well."""
    trees, wrong = package(content)
    document = trees.get("word/document.xml")
    if wrong or document is None:
        return wrong or ["there is no document in it"]
    styles = {one.get(f"{WORD}styleId") for one in trees["word/styles.xml"].iter(f"{WORD}style")}
    for kind in ("pStyle", "rStyle", "tblStyle"):
        used = {one.get(f"{WORD}val") for one in document.iter(f"{WORD}{kind}")}
        wrong += [f"a style that is not there: {one}" for one in used - styles]
    for cell in document.iter(f"{WORD}tc"):
        if cell[-1].tag != f"{WORD}p":
            wrong.append("a cell does not end with a paragraph")
    return [*wrong, *(what for tree in trees.values() for what in _order(tree))]


def _order(tree):
    for kind, order in ORDER.items():
        for one in tree.iter(f"{WORD}{kind}"):
            names = [part.tag.removeprefix(WORD) for part in one]
            if [n for n in order if n in names] != [n for n in names if n in order]:
                yield f"{kind} out of order: {names}"
