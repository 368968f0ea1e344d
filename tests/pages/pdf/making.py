"""The typeset PDFs among the pages that every reader is tried on: rows of the table of readers, and mutations."""

from __future__ import annotations

from tests.pages.fixtures import Fixture, Row
from tests.pages.pdf.layouts import LAYOUTS, image_only, locked, other_report

__all__ = ["FIXTURES"]

PUBLISHER = "U.S. Department of State"
_PILLARS = ("prosecution", "protection", "prevention")
_WITH_ADVICE = ("recommendations", *_PILLARS)

_ROWS = {
    "names_alone": Row(
        PUBLISHER, "2001, PDF, one column", ("KEN", "LVA", "OMN"), None, (), 2, edition=2001
    ),
    "single": Row(PUBLISHER, "2012, PDF of one country", ("KEN",), None, _PILLARS, 5, edition=2012),
    "charts": Row(
        PUBLISHER, "2013, PDF, charts", ("KEN", "LVA"), "2", _WITH_ADVICE, 5, 4, edition=2013
    ),
    "capitals": Row(
        PUBLISHER, "2015, PDF, capitals", ("KEN", "LVA"), "2", _WITH_ADVICE, 5, 2, edition=2015
    ),
    "three_columns": Row(PUBLISHER, "PDF, three columns", ("KEN", "LVA"), "2", _PILLARS, 5),
}

FIXTURES = (
    *(
        Fixture(
            f"pdf-{name.replace('_', '-')}", "pdf", make().data, _ROWS.get(name), file="page.pdf"
        )
        for name, make in LAYOUTS.items()
    ),
    Fixture(
        "pdf-pictures",
        "pdf",
        image_only(),
        refused="this PDF has no text layer: its pages are pictures",
        file="page.pdf",
    ),
    Fixture(
        "pdf-locked",
        "pdf",
        locked("secret"),
        refused="this PDF is locked with a password",
        file="page.pdf",
    ),
    Fixture(
        "pdf-other",
        "pdf",
        other_report(),
        refused="Country Reports on Human Rights Practices",
        file="page.pdf",
    ),
)
