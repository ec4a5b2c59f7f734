"""Tables → Excel, → a page, → CSV: knows nothing of the field.

What it writes by itself (填报单位, who signs, 无, 续) stands in any office's tables.
"""
