"""A checklist as a workbook: written by a clerk in Excel, read by the rules of the YAML files."""
