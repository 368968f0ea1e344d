"""The library: a website over what the corpus folder holds.

Takes: a home folder with `corpus/` in it. Gives: a database and a site, served to this machine by `serve` and to an
institution by `wsgi.py`. Touches: `<home>/library.sqlite3` (or the database named by TIERBOOK_DATABASE_URL),
`<home>/screening.sqlite3` and the keys of its cases, `<home>/secret_key`, the journal of what was published, a port,
the clock (dates of copies); where settings name them, a mail server and institutions that sign people on. Below this
room nothing knows Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.files import load_later

if TYPE_CHECKING:
    from tierbook.library.accounts.inviting import (
        add_person,
        change_role,
        disable_person,
        drop_factors,
        everybody,
        find_person,
        link_for,
    )
    from tierbook.library.accounts.keys import make_key
    from tierbook.library.api.tools.serving import serve_tools
    from tierbook.library.desk.accepted import (
        decisions_of_home,
        lay_accepted,
    )
    from tierbook.library.desk.released import released_people
    from tierbook.library.loading import load_corpus
    from tierbook.library.operating.backups import back_up_home
    from tierbook.library.operating.checking import HomeCheck, check_everything
    from tierbook.library.operating.faults import fault_of
    from tierbook.library.operating.half_restored import refuse_half_restored
    from tierbook.library.operating.restoring import restore_home
    from tierbook.library.operating.tables import check_home, migrate_database, migrate_home
    from tierbook.library.preparing import prepare_pages
    from tierbook.library.record.asking import errata_asked
    from tierbook.library.record.errata import ERRATA_COLUMNS, ErratumView, view_errata
    from tierbook.library.screening.cases import cases_past, destroy_case, expire_cases, looks_at
    from tierbook.library.screening.people import (
        allow_screening,
        revoke_screening,
        screening_people,
    )
    from tierbook.library.serving import make_server, serve

__all__ = [
    "ERRATA_COLUMNS",
    "ErratumView",
    "HomeCheck",
    "add_person",
    "allow_screening",
    "back_up_home",
    "cases_past",
    "change_role",
    "check_everything",
    "check_home",
    "decisions_of_home",
    "destroy_case",
    "disable_person",
    "drop_factors",
    "errata_asked",
    "everybody",
    "expire_cases",
    "fault_of",
    "find_person",
    "lay_accepted",
    "link_for",
    "load_corpus",
    "looks_at",
    "make_key",
    "make_server",
    "migrate_database",
    "migrate_home",
    "prepare_pages",
    "refuse_half_restored",
    "released_people",
    "restore_home",
    "revoke_screening",
    "screening_people",
    "serve",
    "serve_tools",
    "view_errata",
]

# What a verb needs is loaded when it is asked for, what needs least first. What has tables is known only when Django is
# ready: after `migrate_home`.
__getattr__ = load_later(
    __name__,
    __all__,
    "operating.half_restored",
    "desk.accepted",
    "loading",
    "operating.tables",
    "preparing",
    "operating.backups",
    "operating.restoring",
    "serving",
    "api.tools.serving",
    "operating.faults",  # these two are asked for before Django is ready, too
    "operating.checking",
    "accounts.inviting",
    "accounts.keys",
    "desk.released",
    "record.asking",
    "record.errata",
    "screening.cases",
    "screening.people",
)
