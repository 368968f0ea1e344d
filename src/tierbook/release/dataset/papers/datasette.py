"""`metadata.json` for Datasette: titles, rights and the meaning of each column, beside the SQLite database."""

from __future__ import annotations

import json

from tierbook.release.dataset.about import About
from tierbook.release.dataset.described import load_rights

__all__ = ["write_metadata"]


def write_metadata(about: About) -> bytes:
    """Return what `datasette tierbook.sqlite -m metadata.json` shows."""
    ours = load_rights()["ours"]
    record = {
        "title": about.title,
        "description": about.description,
        "license": ours.licence_title,
        "license_url": ours.licence_href,
        "source": "U.S. Department of State, Trafficking in Persons Report",
        "databases": {
            "tierbook": {
                "tables": {
                    table.name: {
                        "title": table.title,
                        "description": f"A row is {table.grain}. {about.counts[table.name]:,} rows.",
                        "license": table.rights.licence_title,
                        **(
                            {"license_url": table.rights.licence_href}
                            if table.rights.licence_href
                            else {}
                        ),
                        "columns": {c.name: c.shape.label for c in table.columns},
                    }
                    for table in about.tables
                }
            }
        },
    }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()
