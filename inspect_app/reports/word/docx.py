"""Write a ``Paper`` as Word, in the looks of GB/T 9704-2012; the only module that knows docx.

Fonts are named, never shipped: an office has them, another computer shows its own.
"""

import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run

from inspect_app.db import now
from inspect_app.reports.word.paper import Heading, Paper, PaperTable, Paragraph
from inspect_app.reports.wording import ems, upright
from inspect_app.sheets.looks import Fonts, Looks
from inspect_app.text import carried, day_words

PAGES = "宋体"
HEADINGS = {1: "公文一级标题", 2: "公文二级标题"}
TITLE_SIZE, BODY_SIZE, PAGE_SIZE, TABLE_SIZE = Pt(22), Pt(16), Pt(14), Pt(12)  # 2号 3号 4号 小四
FOOTER_SIZE = Pt(9)  # 小五
FULL_WIDTH = str.maketrans("()", "（）")  # whoever typed them, a name or a place, too
# 22 lines and 28 characters in 225 x 156 mm. The characters by letting the body's stand closer and
# not by a grid of characters, which LibreOffice and WPS read otherwise than Word; in twentieths of
# a point, as the file has them.
LINE_PITCH = round(225 / 22 / 25.4 * 1440)
CLOSER = -5  # 28 x (16 - 0.25) pt fit into 156 mm, 28 x 16 pt do not


def write(paper: Paper, looks: Looks) -> bytes:
    document, looks = Document(), looks.reworded(carried)
    paper = replace(paper.reworded(_fit), signature=_fit(paper.signature))
    fonts = looks.fonts
    _page(document, looks.footer)
    _body_style(document, fonts)
    for text in paper.title:
        line = document.add_paragraph(style="公文标题")
        line.add_run(text)
    if paper.mark:
        document.add_paragraph(paper.mark, style="公文标注")
    document.add_paragraph()
    for part in paper.parts:
        if isinstance(part, PaperTable):
            _table(document, part, fonts)
        elif isinstance(part, Heading):
            document.add_paragraph(part.text, style=HEADINGS[part.level])
        else:
            _paragraph(document, part)
    _signature(document, paper)
    document.core_properties.title = "".join(paper.title)[:255]  # what Word allows
    document.core_properties.author = paper.signature
    document.core_properties.comments = ""
    document.core_properties.last_modified_by = paper.signature
    document.core_properties.created = document.core_properties.modified = now()
    return _bytes(document)


def _fit(text: str) -> str:
    return upright(carried(text)).translate(FULL_WIDTH)


def _bytes(document: DocumentType) -> bytes:
    parts = document.part.package
    thumbnail = parts.part_related_by(RT.THUMBNAIL)  # of the library's template, an empty page
    parts.rels.pop(next(key for key, one in parts.rels.items() if one._target is thumbnail))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: DocumentType, words: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    # The page number's dash is 7 mm below the type area.
    section.footer_distance = Mm(35 - 7 - 5)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    document.settings.odd_and_even_pages_header_footer = True
    _foot(section.footer.paragraphs[0], words, is_odd=True)
    _foot(section.even_page_footer.paragraphs[0], words, is_odd=False)


def _foot(line: Line, words: str, *, is_odd: bool) -> None:
    """Write — 1 — one character in from the outer edge, the words at the inner one."""
    stops = line.paragraph_format.tab_stops
    for stop in line.style.paragraph_format.tab_stops if line.style else ():
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Mm(156) - PAGE_SIZE if is_odd else Mm(156), WD_TAB_ALIGNMENT.RIGHT)
    if is_odd:
        _in_font(line.add_run(f"{words}\t"), PAGES, FOOTER_SIZE)
        _page_number(line)
    else:
        line.paragraph_format.left_indent = PAGE_SIZE
        _page_number(line)
        _in_font(line.add_run(f"\t{words}"), PAGES, FOOTER_SIZE)


def _page_number(line: Line) -> None:
    _in_font(line.add_run("— "), PAGES, PAGE_SIZE)
    run = line.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    _in_font(run, PAGES, PAGE_SIZE)
    _in_font(line.add_run(" —"), PAGES, PAGE_SIZE)


def _in_font(run: Run, name: str, size: Pt) -> None:
    run.font.name = name
    run.font.size = size
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _body_style(document: DocumentType, of: Fonts) -> None:
    _style(document, "Normal", of.text, BODY_SIZE)
    closer = OxmlElement("w:spacing")
    closer.set(qn("w:val"), str(CLOSER))
    fonts = document.styles["Normal"].element.rPr
    fonts.insert_element_before(closer, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")
    title = _style(document, "公文标题", of.title, TITLE_SIZE)
    document.styles["公文标题"].font.bold = of.is_title_bold
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _style(document, "公文标注", of.second, BODY_SIZE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for level, font in ((1, of.head), (2, of.second)):
        heading = _style(document, HEADINGS[level], font, BODY_SIZE)
        heading.first_line_indent = 2 * BODY_SIZE
        heading.keep_with_next = True
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        document.styles[HEADINGS[level]].element.get_or_add_pPr().append(outline)


def _style(document: DocumentType, name: str, font: str, size: Pt):  # type: ignore[no-untyped-def]
    styles = document.styles
    style = styles[name] if name == "Normal" else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size = font, size
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(LINE_PITCH / 20)
    return form


def _paragraph(document: DocumentType, part: Paragraph) -> None:
    line = document.add_paragraph(part.text)
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if part.indented:
        line.paragraph_format.first_line_indent = 2 * BODY_SIZE
    if part.is_with_next:
        line.paragraph_format.keep_with_next = True


def _table(document: DocumentType, part: PaperTable, fonts: Fonts) -> None:
    table = document.add_table(rows=1, cols=len(part.heads), style="Table Grid")
    table.autofit = False
    rows = [table.rows[0].cells, *(table.add_row().cells for _ in part.rows)]
    for cells, texts in zip(rows, (part.heads, *part.rows), strict=True):
        is_head = texts is part.heads
        for cell, text, width in zip(cells, texts, part.widths, strict=True):
            cell.width = Mm(width)
            _fill(cell, text, fonts, is_head)
    for column, width in zip(table.columns, part.widths, strict=True):
        column.width = Mm(width)
    if part.joined_columns:
        _keep_together(rows[1:])
    _join(rows[1:], part.joined_columns)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _keep_together(rows: Sequence[tuple[_Cell, ...]]) -> None:
    """Begin a page before rows that belong together rather than within them."""
    for row, below in pairwise(rows):
        if not below[0].text:
            for cell in row:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def _join(rows: Sequence[tuple[_Cell, ...]], columns: int) -> None:
    """Make one cell of a cell of the first columns and the empty ones below it; see ``paper``."""
    for column in range(columns):
        top = 0
        for n in range(1, len(rows) + 1):
            if n == len(rows) or any(cell.text for cell in rows[n][: column + 1]):
                if n - top > 1:
                    joined = rows[top][column].merge(rows[n - 1][column])
                    for empty in joined.paragraphs[1:]:
                        empty._p.getparent().remove(empty._p)
                top = n


def _fill(cell: _Cell, text: str, fonts: Fonts, is_head: bool) -> None:
    line = cell.paragraphs[0]
    line.paragraph_format.line_spacing = Pt(18)
    loose = OxmlElement("w:snapToGrid")
    loose.set(qn("w:val"), "0")
    line._p.get_or_add_pPr().insert_element_before(
        loose, "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
    )
    _in_font(line.add_run(text), fonts.head if is_head else fonts.text, TABLE_SIZE)
    if is_head:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _signature(document: DocumentType, paper: Paper) -> None:
    """落款 without a seal: the signature two characters in, the date two to its right.

    The paragraph before goes with it: alone on a page it would sign nothing.
    """
    last = document.paragraphs[-1].paragraph_format
    last.keep_with_next = last.keep_together = True
    day = day_words(paper.day)
    by, on = _indents(len(paper.signature), ems(day))
    document.add_paragraph().paragraph_format.keep_with_next = True
    for text, indent in ((paper.signature, by), (day, on)):
        line: Line = document.add_paragraph(text)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.right_indent = round(indent * BODY_SIZE)
        line.paragraph_format.keep_together = True
        line.paragraph_format.keep_with_next = text is paper.signature


def _indents(signed: float, day: float) -> tuple[float, float]:
    """How far signature and date stay from the right edge, in characters.

    Where the date sticks out to the right, it is the date that stays two characters away.
    """
    on = signed - day  # the signature's two characters, less those the date begins further right
    return (2, on) if on >= 2 else (2 + (2 - on), 2)
