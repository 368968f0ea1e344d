"""How the library writes its log: to standard error, in words or as one JSON record a line.

A line on a request names the route, never what was asked of it: a search for a name stays with the reader. Nothing that
is secret is written: what looks like a password, a key or a token in a message is struck out on the way.
"""

from __future__ import annotations

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

__all__ = ["LOG_FORMS", "JsonFormatter", "PlainFormatter", "logging_settings", "request_id"]

LOG_FORMS = ("quiet", "plain", "json")
FIELDS = ("method", "route", "status", "ms", "bytes", "address", "role")
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

_SECRETS = (
    re.compile(r"(?<=://)[^/@\s:]*:[^@\s]*(?=@)"),  # user:password in an address
    re.compile(r"(?i)(?<=bearer )[\w.~+/=-]+"),
    re.compile(r"\btb_[\w-]{8,}"),
    re.compile(r"(?i)\b(?<=password=)[^&\s'\"]+"),
    re.compile(r"(?i)\b(?<=secret_key=)[^&\s'\"]+"),
    re.compile(r"\bC(?:-[A-Z0-9]{4}){2}\b", re.IGNORECASE),  # the code of a case that was screened
)


def logging_settings(form: str) -> dict[str, Any]:
    """Return Django's LOGGING for one of `LOG_FORMS`."""
    formatter = JsonFormatter if form == "json" else PlainFormatter
    quiet = {"handlers": ["stderr"], "level": "ERROR", "propagate": False}
    told = {"handlers": ["stderr"], "level": "INFO", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "loggers": {
            "django": quiet,
            # Whoever tries names at random is answered with 400 and fills no log.
            "django.security.DisallowedHost": {**quiet, "level": "CRITICAL"},
            "allauth": quiet,
            "tierbook": told,
            "tierbook.requests": told if form != "quiet" else {**told, "level": "WARNING"},
            **({"gunicorn.error": told} if form == "json" else {}),
        },
    }


def strike_out(words: str) -> str:
    """Return the words with what looks like a secret struck out."""
    for pattern in _SECRETS:
        words = pattern.sub("…", words)
    return words


class PlainFormatter(logging.Formatter):
    """`ERROR django.request: the message`, and the trace of a fault below it."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, the request's id at its end where there is one."""
        line = strike_out(super().format(record))
        found = request_id.get()
        return f"{line} [{found}]" if found and "\n" not in line else line


class JsonFormatter(logging.Formatter):
    """One JSON record a line: time, level, logger, message, request, and the fields of a request's line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": strike_out(record.getMessage()),
        }
        if found := request_id.get():
            line["request"] = found
        for name in FIELDS:
            if (value := getattr(record, name, None)) is not None:
                line[name] = value
        if record.exc_info:
            line["trace"] = strike_out(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
