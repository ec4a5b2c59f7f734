"""What must hold in every Excel file, whoever made it: the test clients call this.

These are the rules of Open XML (ECMA-376) that viewers do not forgive: Excel offers to repair such
a file, a phone shows nothing. And what the previews of office portals ask beyond them (exceljs,
luckyexcel; `make readers` asks these themselves).
"""

import posixpath
import re
import warnings
import zipfile
from functools import lru_cache
from io import BytesIO
from itertools import chain, pairwise
from xml.etree import ElementTree

from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from python_calamine import CalamineWorkbook

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
TYPES = "[Content_Types].xml"
PREFIXES = {
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
SIDES = ["left", "right", "top", "bottom", "diagonal"]

MOST_UNITS, MOST_POINTS, MOST_LIST = 32_767, 409.5, 255
MOST_LINKS, MOST_OF_ADDRESS = 65_530, 2_079
# CT_Worksheet is a sequence: Excel repairs a sheet whose parts stand in another order.
ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetProtection",
    "autoFilter",
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "drawing",
    "legacyDrawing",
    "tableParts",
]


# The workbook that was linted last, for the test that opens it next: to read it takes as long as to
# make it.
READ: list[tuple[bytes, Workbook]] = []


def read_workbook(content: bytes) -> Workbook:
    """Return a workbook as openpyxl reads it, nobody else's: a test may change it."""
    if READ and READ[0][0] == content:
        return READ.pop()[1]
    return load_workbook(BytesIO(content))


@lru_cache(maxsize=20)  # an empty sheet or a sample is the same in many tests
def lint(content: bytes) -> list[str]:
    """Return what is wrong with a workbook, nothing if all is well."""
    trees, wrong = package(content)
    if wrong:
        return wrong
    styles = len(trees["xl/styles.xml"].find(f"{SHEET}cellXfs"))
    wrong += _names(trees["xl/workbook.xml"])
    wrong += _previews(content, trees)
    for name, tree in trees.items():
        if "worksheets/sheet" in name and name.endswith(".xml"):
            wrong += [f"{name}: {what}" for what in _sheet(tree, styles)]
        if "drawings/drawing" in name and name.endswith(".xml"):
            wrong += [f"{name}: {what}" for what in _drawing(tree)]
    return wrong or _readers(content)


def package(content: bytes) -> tuple[dict[str, ElementTree.Element], list[str]]:
    """Return the XML parts of an Open XML file by name, and what is wrong with it as a package."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        if (broken := packed.testzip()) or len(set(packed.namelist())) < len(packed.namelist()):
            return {}, [f"broken or doubled part {broken}"]
        parts = {name: packed.read(name) for name in packed.namelist()}
    try:
        trees = {
            name: ElementTree.fromstring(data)
            for name, data in parts.items()
            if name.endswith((".xml", ".rels"))
        }
    except ElementTree.ParseError as error:
        return {}, [f"not well-formed: {error}"]
    wrong = [*_types(parts, trees), *_relations(parts, trees)]
    for name, tree in trees.items():
        wrong += [f"{name}: {what}" for what in _characters(tree)]
    return trees, wrong


def _types(parts, trees):
    told = trees[TYPES]
    kinds = {one.get("Extension").lower() for one in told if one.tag.endswith("Default")}
    named = {one.get("PartName").lstrip("/") for one in told if one.tag.endswith("Override")}
    for name in parts:
        if name != TYPES and name not in named and name.rpartition(".")[2].lower() not in kinds:
            yield f"{name} has no content type"
    for name in named - set(parts):
        yield f"{name} has a content type and is not there"


def _relations(parts, trees):
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.replace("_rels/", "").rpartition("/")
        source = posixpath.join(folder, file.removesuffix(".rels"))
        ids = [one.get("Id") for one in tree]
        if len(set(ids)) < len(ids):
            yield f"{name} has an id twice"
        for one in tree:
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target")))
            if one.get("TargetMode") == "External":
                yield from (f"{name}: {what}" for what in _address(one))
            elif target.lstrip("/") not in parts:
                yield f"{name} leads to {target}, which is not there"
        if source in trees:
            used = {node.get(key) for node in trees[source].iter() for key in (RELATION_ID, EMBED)}
            yield from (f"{source} asks for {one}" for one in used - {None, *ids})


def _address(relation):
    kind, address = relation.get("Type").rpartition("/")[2], relation.get("Target")
    if kind != "hyperlink" or not re.fullmatch(r"https?://[^\s<>\"]+", address):
        yield f"a {kind} leads to {address!r}"
    if len(address) > MOST_OF_ADDRESS:
        yield f"an address of {len(address)} characters"


def _previews(content, trees):
    """Yield what previews do not read, though Excel does."""
    for border in trees["xl/styles.xml"].find(f"{SHEET}borders"):
        if (sides := [side.tag.removeprefix(SHEET) for side in border]) != SIDES:
            yield f"a border has the sides {sides}"
    for name, tree in trees.items():
        for one in tree if name.endswith(".rels") else ():
            if one.get("Target").startswith("/"):
                yield f"{name} says from the root where {one.get('Target')} is"
    with zipfile.ZipFile(BytesIO(content)) as packed:
        for name in trees:
            if "drawings/drawing" in name and name.endswith(".xml"):
                for _, (prefix, meant) in ElementTree.iterparse(packed.open(name), ["start-ns"]):
                    if PREFIXES.get(prefix) != meant:
                        yield f"{name}: {prefix!r} is the prefix of {meant}"


def _names(workbook):
    names = [one.get("name") for one in workbook.iter(f"{SHEET}sheet")]
    if len({name.lower() for name in names}) < len(names):
        yield "two sheets have one name"
    for name in names:
        if not 0 < len(name) <= 31 or set("[]:*?/\\") & set(name) or name.strip("'") != name:
            yield f"illegal name of a sheet: {name}"


def _characters(tree):
    """Yield what XML permits and Excel or a phone does not show."""
    for node in tree.iter():
        if re.search("[\ufdd0-\ufdef\ufffe\uffff\x7f-\x9f]", node.text or ""):
            yield f"character that nothing shows: {node.text!r}"


def _sheet(tree, styles):
    parts = [ORDER.index(one.tag.removeprefix(SHEET)) for one in tree]
    if parts != sorted(parts):
        yield "its parts are out of order"
    yield from _rows(tree.find(f"{SHEET}sheetData"), styles, tree.find(f"{SHEET}dimension"))
    areas = [range_boundaries(one.get("ref")) for one in tree.iter(f"{SHEET}mergeCell")]
    for one, other in pairwise(sorted(areas, key=lambda area: (area[1], area[0]))):
        if one[1] == other[1] and one[2] >= other[0]:
            yield f"merged areas meet: {one} {other}"
    yield from _links(tree)
    for one in tree.iter(f"{SHEET}dataValidation"):
        listed = one.findtext(f"{SHEET}formula1") or ""
        if one.get("type") == "list" and listed.startswith('"') and len(listed) - 2 > MOST_LIST:
            yield f"a list of {len(listed)} characters"


def _links(tree):
    links = list(tree.iter(f"{SHEET}hyperlink"))
    for key in ("ref", RELATION_ID):
        if len({one.get(key) for one in links} - {None}) < len(links):
            yield f"a link without its own {key}"
    if len(links) > MOST_LINKS:
        yield f"{len(links)} links"
    filled = {cell.get("r") for cell in tree.iter(f"{SHEET}c") if len(cell)}
    yield from (
        f"a link at {ref}, which is empty" for ref in {one.get("ref") for one in links} - filled
    )


def _rows(data, styles, dimension):
    extent = range_boundaries(dimension.get("ref"))
    last = 0
    for row in data:
        number, column = int(row.get("r")), 0
        if number <= last:
            yield f"row {number} stands below row {last}"
        if float(row.get("ht", "0")) > MOST_POINTS:
            yield f"row {number} is too high"
        for cell in row:
            letters, at = coordinate_from_string(cell.get("r"))
            if at != number or column_index_from_string(letters) <= column:
                yield f"{cell.get('r')} stands out of order"
            column = column_index_from_string(letters)
            if int(cell.get("s", "0")) >= styles:
                yield f"{cell.get('r')} has a style that is not there"
            text = "".join(cell.itertext())
            if len(text.encode("utf-16-le")) // 2 > MOST_UNITS:
                yield f"{cell.get('r')} holds too long a text"
        if column and not (extent[1] <= number <= extent[3] and column <= extent[2]):
            yield f"row {number} stands outside {dimension.get('ref')}"
        last = number


def _drawing(tree):
    ids = [one.get("id") for one in tree.iter(f"{DRAWING}cNvPr")]
    if len(set(ids)) < len(ids):
        yield "an id is used twice"
    for anchor in tree.iter(f"{DRAWING}twoCellAnchor"):
        start, end = anchor.find(f"{DRAWING}from"), anchor.find(f"{DRAWING}to")
        for corner in ("col", "row"):
            here, there = (
                [int(one.findtext(f"{DRAWING}{part}")) for part in (corner, f"{corner}Off")]
                for one in (start, end)
            )
            if here > there:
                yield f"a picture ends before it begins: {here} {there}"


def _readers(content):
    """Read it by both readers; they must find the same texts."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = load_workbook(BytesIO(content))
    other = CalamineWorkbook.from_filelike(BytesIO(content))
    if other.sheet_names != book.sheetnames:
        return ["the readers find other sheets"]
    wrong = []
    for sheet in book:
        rows = other.get_sheet_by_name(sheet.title).to_python()
        # openpyxl leaves the escape of an underscore as it stands.
        texts = {text.replace("_x005F_", "_") for text in _texts(sheet.iter_rows(values_only=True))}
        if missing := texts - _texts(rows):
            wrong.append(f"{sheet.title}: one reader does not find {missing}")
    READ[:] = [(content, book)]
    return wrong


def _texts(rows):
    return {value for value in chain.from_iterable(rows) if isinstance(value, str)}
