"""视察报告工作簿: the sheets of an inspection's workbook, a module a sheet."""
