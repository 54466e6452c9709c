"""What is logged, and what of it is kept out because it would identify a request."""

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


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_tokens": {"()": "clinic_site.logs.RedactTokens"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_tokens"],
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers write nothing here with DEBUG off; root does.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Guessed host names and floods are everyday noise; the visitor gets a 400.
        **{
            f"django.security.{name}": {"handlers": [], "propagate": False}
            for name in (
                *("DisallowedHost", "RequestDataTooBig"),
                *("TooManyFieldsSent", "TooManyFilesSent"),
            )
        },
        # Django answers HEAD with the body of GET; that it is dropped is told at every request.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
