"""The library: a website over what the corpus folder holds.

Takes: a home folder with `corpus/` in it. Gives: a database, and a site served to this machine alone.
Touches: `<home>/library.sqlite3` (or the database named by TIERBOOK_DATABASE_URL), `<home>/secret_key`, a port of
127.0.0.1, the clock (dates of copies). Below this room nothing knows Django.
"""

from tierbook.library.api.tools.serving import serve_tools
from tierbook.library.loading import load_corpus
from tierbook.library.operating.backups import back_up_home, restore_home
from tierbook.library.operating.tables import check_home, migrate_database, migrate_home
from tierbook.library.serving import make_server, serve

__all__ = [
    "back_up_home",
    "check_home",
    "load_corpus",
    "make_server",
    "migrate_database",
    "migrate_home",
    "restore_home",
    "serve",
    "serve_tools",
]
