"""Replies beside findings and recommendations on the pages of others."""

from __future__ import annotations

from typing import Any

from django import template

from tierbook.library.accounts.replying import ReplyView, beside
from tierbook.library.accounts.views.replies import with_versions
from tierbook.library.catalogue.models import Document

__all__ = ["replies_beside", "replies_of_country", "replies_to_demand"]

register = template.Library()


@register.inclusion_tag("replies/beside.html", takes_context=True)
def replies_beside(context: Any, document: str, finding: str) -> dict[str, Any]:
    """Draw the replies to a finding below it, and for whoever signs the way to one more."""
    person = context.get("person")
    return {
        "replies": beside(with_versions().filter(document=document, finding=finding)),
        "document": document,
        "finding": finding,
        "signs": person is not None and person.signs(),
    }


@register.simple_tag
def replies_of_country(code: str) -> dict[str, list[ReplyView]]:
    """Return the replies to recommendations on a country, by the place of their sentence."""
    held = Document.objects.filter(country=code).values("id")
    found: dict[str, list[ReplyView]] = {}
    for view in beside(with_versions().filter(document__in=held, paragraph__isnull=False)):
        row = view.reply
        found.setdefault(f"{row.document}@{row.paragraph}.{row.sentence}", []).append(view)
    return found


@register.inclusion_tag("replies/to_demand.html", takes_context=True)
def replies_to_demand(context: Any, replies: dict[str, list[ReplyView]], entry: Any) -> Any:
    """Draw the replies to the sentences of one demand, and the way to reply to the newest of them."""
    places = dict.fromkeys(
        (quote["document"], f"{quote['paragraph']}.{quote['sentence']}")
        for cell in entry["strip"]
        for item in cell["items"]
        for quote in item["quotes"]
    )
    person = context.get("person")
    return {
        "replies": [v for d, p in places for v in replies.get(f"{d}@{p}", ())],
        "place": list(places)[-1] if places else None,
        "signs": person is not None and person.signs(),
    }
