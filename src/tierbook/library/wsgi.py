"""The library as a WSGI application: `gunicorn tierbook.library.wsgi`.

The home is the one that TIERBOOK_HOME names; every other setting is in `docs/reference/settings.md`. A home whose
tables are not of this version is refused here, before a reader sees it.
"""

from __future__ import annotations

import logging
import os
from typing import Any

from tierbook.files import collect_briefly, find_home, read_flag, unknown_variables
from tierbook.library.configure import configure
from tierbook.library.operating.tables import migrate_home

__all__ = ["application", "make_application"]


def make_application() -> Any:
    """Return the application for the home that the environment names.

    Raises:
        TierbookError: a setting is wrong, or the tables are not of this version.
    """
    collect_briefly()
    home = find_home(None, os.environ)
    configure(home, show_computed=read_flag("show_computed", os.environ, home, default=False))
    for name in unknown_variables(os.environ):
        logging.getLogger(__name__).warning("no setting is called %s", name)
    migrate_home(home)
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    connections.close_all()  # a worker opens its own
    return get_wsgi_application()


application = make_application()
