"""Two addresses for whatever watches the library: is it alive, and can it give pages."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from tierbook.errors import TierbookError
from tierbook.files import VERSION
from tierbook.library.operating.tables import check_tables

__all__ = ["alive", "ready"]

log = logging.getLogger(__name__)


def alive(request: HttpRequest) -> JsonResponse:
    """Say that the process answers; asks nothing of the database."""
    return _quiet(JsonResponse({"alive": True, "version": VERSION}))


def ready(request: HttpRequest) -> JsonResponse:
    """Say whether the library can give pages, and in words what is wrong; 503 where it cannot."""
    wrong = {name: words for name, check in CHECKS.items() if (words := check())}
    checks = {name: wrong.get(name, "ready") for name in CHECKS}
    answer = {"ready": not wrong, "version": VERSION, "checks": checks}
    return _quiet(JsonResponse(answer, status=503 if wrong else 200))


def _quiet(response: JsonResponse) -> JsonResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError as error:
        log.error("the database cannot be reached: %s", error)
        return "The database cannot be reached. The log says more."
    return ""


def _tables() -> str:
    try:
        check_tables()
    except TierbookError as error:
        parts = (error.what, error.why, error.remedy)
        # Why a database cannot be reached may name machine and user; that stands in the log.
        return ". ".join(p for p in parts if p) if _database() == "" else "Not known."
    return ""


def _corpus() -> str:
    folder = Path(settings.TIERBOOK_HOME) / "corpus"
    if not folder.is_dir():
        return "The corpus folder of the home is missing. Fill it with `tierbook ingest PATH...`."
    if not os.access(folder, os.R_OK | os.X_OK):
        return "The corpus folder of the home cannot be read. Mend its rights."
    return ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "tables": _tables,
    "corpus": _corpus,
}
