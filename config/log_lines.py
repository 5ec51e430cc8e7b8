"""What the log says of requests that were refused."""

import logging


class RefusalsOnOneLine(logging.Filter):
    """Of "django.request": a 4xx is an answer and not a fault, so it gets its line without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if 400 <= getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True
