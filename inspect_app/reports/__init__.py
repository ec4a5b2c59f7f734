"""The files the office hands in: figures → Table → sheet."""
