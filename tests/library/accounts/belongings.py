"""One thing of each kind that people have, with the names by which addresses lead to it."""

from __future__ import annotations

import json
from typing import Any


def belongings(record: dict[str, Any], people: dict[str, Any]) -> dict[str, Any]:
    """Make them, Rosa's where they are somebody's; returns names for the addresses of the table."""
    from django.http import QueryDict

    from tierbook.library.accounts.alerting import open_alert, save_search
    from tierbook.library.accounts.drafts.changing import new_draft, new_scenario, put_entry
    from tierbook.library.accounts.inviting import add_person, link_for
    from tierbook.library.accounts.keys import make_key
    from tierbook.library.accounts.models import Institution
    from tierbook.library.accounts.replying import reply_to
    from tierbook.library.desk.reports import report
    from tierbook.library.desk.working import load_sample

    document = record["document"]["id"]
    law = next(f for f in record["findings"] if f["variable"] == "prosecution.law")
    ministry = Institution.objects.create(
        slug="ministry", name="Ministry", kind="government", trusted=True
    )
    ministry.members.add(people["rosa"])
    reply = reply_to(ministry, people["rosa"], "A reply.", document=document, finding=law["id"])
    key, _ = make_key(people["rosa"], "a program")
    reported = report(document, "other", text="Look again.", finding=law["id"])
    search = save_search(people["rosa"], "Courts", QueryDict("q=court"))
    open_alert(search, wanted=True)
    unit = {"sample": "s-00000001", "seed": 7, "n": 1, "document": document, "probability": 0.5}
    load_sample([json.dumps(unit)])
    draft = new_draft(people["rosa"], "Our report", "JPN", "2003")
    entry = {"id": "shelter", "variable": "protection.shelter", "value": "no", "quote": "No house."}
    put_entry(draft, people["rosa"], "findings", None, {**entry, "source": {"title": "Visits"}})
    scenario = new_scenario(draft, people["rosa"], "If the law passes")
    return {
        "document": document,
        "finding": law["id"],
        "reply": reply.number,
        "report": reported.number,
        "sample": unit["sample"],
        "key": key.pk,
        "invitation": link_for(add_person("mira")),
        "search": search.pk,
        "token": search.token,
        "draft": draft.number,
        "scenario": scenario.number,
    }
