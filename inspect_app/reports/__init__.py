"""The files the office hands in: figures → tables, which sheets/ writes; a module a paper."""
