"""How large letters of a workbook are on paper."""

TEXT, SMALLEST = 12, 9  # points
A4, MARGINS = {"landscape": 841.9, "portrait": 595.3}, 72
UNIT = 6  # points of a column's width in 宋体


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


def small(book) -> dict[str, float]:
    """Return what is printed smaller."""
    sizes = {one.title: printed_size(one) for one in book}
    for sheet in book:
        for chart in sheet._charts:
            name = f"{sheet.title}的图{chart.anchor._from.row}"
            sizes[name] = min(letters_of(chart)) / TEXT * printed_size(sheet)
    return {name: round(size, 1) for name, size in sizes.items() if size < SMALLEST}
