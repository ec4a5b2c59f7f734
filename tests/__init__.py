"""The tests. To import them and the product makes a million objects, nearly all of which stay."""

import gc

gc.set_threshold(20_000, 20, 50)  # as the server sets it (serving.py), before the rest is imported
