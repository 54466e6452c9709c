"""Keeps what would identify a request out of the log."""

import logging
import re

PERSONAL = re.compile(
    r"""(?<=/appointment/received/)[^/\s?]+|(?<=/preview/)[^/\s?]+|(?<=/search/\?)[^\s"]+"""
)


class RedactTokens(logging.Filter):
    """Replaces, in every line, the token of a received page or preview and what was searched."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = PERSONAL.sub("…", record.getMessage())
        record.args = None
        return True
