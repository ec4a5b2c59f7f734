"""What openpyxl makes of a sheet: widths, styles, pictures, charts, rows."""
