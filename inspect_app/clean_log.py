"""What this process logs, without the secrets that addresses carry."""

import logging
from collections.abc import Callable
from traceback import format_exception
from typing import Any


def keep_secrets_out_of_the_log(clean: Callable[[str], str]) -> None:
    """Have whatever this process logs, whoever logs it, cleaned before any handler sees it."""
    make = logging.getLogRecordFactory()
    if getattr(make, "is_clean", False):
        return

    def cleaned(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        record.msg, record.args = clean(record.getMessage()), ()
        if record.exc_info and record.exc_info[0]:
            record.exc_text = clean("".join(format_exception(*record.exc_info)).rstrip())
        return record

    cleaned.__dict__["is_clean"] = True
    logging.setLogRecordFactory(cleaned)
