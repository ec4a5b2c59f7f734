"""How large letters of a workbook are on paper."""

from collections.abc import Iterator

TEXT, SMALLEST = 12, 9  # points
A4, MARGINS = {"landscape": 841.9, "portrait": 595.3}, 72
UNIT = 6  # points of a column's width in 宋体
# With what a cell leaves free at its sides.
WIDTH_OF_DATE = {'yyyy"年"m"月"d"日"': 14.7, "yyyy-mm-dd": 10.7}


def printed_size(sheet) -> float:
    """Return the points of a letter on paper: of a sheet as wide as the page, or over several."""
    if not fits_width(sheet):
        return TEXT * sheet.page_setup.scale / 100
    wide = sum(one.width for one in sheet.column_dimensions.values()) * UNIT
    return TEXT * min(1, (A4[sheet.page_setup.orientation] - MARGINS) / wide)


def letters_of(chart) -> list[float]:
    """Return the points of a chart's letters: of its title, its axes and its legend."""
    heads = [chart.title.tx.rich, chart.x_axis.txPr, chart.y_axis.txPr]
    heads += [chart.legend.txPr] if chart.legend else []
    return [head.p[0].pPr.defRPr.sz / 100 for head in heads]


def fits_width(sheet) -> bool:
    return bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)


def dates_shrunk(sheet) -> Iterator[tuple[str, float]]:
    """Yield the columns whose dates are shrunk to fit, and to which share of their size."""
    for column, width in ((one.index, one.width) for one in sheet.column_dimensions.values()):
        formats = {cell.number_format for cell in sheet[column] if getattr(cell, "is_date", False)}
        widest = max((WIDTH_OF_DATE[one] for one in formats), default=0)
        if widest > width:
            yield column, width / widest


def small(book) -> dict[str, float]:
    """Return what is printed smaller."""
    sizes = {one.title: printed_size(one) for one in book}
    for sheet in book:
        sizes |= {
            f"{sheet.title}!{column}的日期": printed_size(sheet) * share
            for column, share in dates_shrunk(sheet)
        }
        for chart in sheet._charts:
            name = f"{sheet.title}的图{chart.anchor._from.row}"
            sizes[name] = min(letters_of(chart)) / TEXT * printed_size(sheet)
    return {name: round(size, 1) for name, size in sizes.items() if size < SMALLEST}
