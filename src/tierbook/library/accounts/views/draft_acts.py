"""What the forms of a draft do; each leads back to where it stood."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest
from django.urls import reverse

from tierbook.errors import WrongUse
from tierbook.library.accounts.drafts.access import Access
from tierbook.library.accounts.drafts.changing import (
    change,
    check_entry,
    copy_draft,
    move_entry,
    new_draft,
    new_scenario,
    put_entry,
    remove_entry,
    rename,
    restore,
    set_author,
)
from tierbook.library.accounts.drafts.commenting import comment, let_read, no_longer, settle
from tierbook.library.accounts.drafts.content import entry_at, keyed, put
from tierbook.library.accounts.drafts.making import content_of
from tierbook.library.accounts.drafts.publishing import ask, publish, unpublish
from tierbook.library.accounts.drafts.seeing import bears_on, entries_of_law
from tierbook.library.accounts.drafts.uploading import LONGEST_FORM, replace_form
from tierbook.library.accounts.forms import number_told
from tierbook.library.accounts.inviting import find_person
from tierbook.library.accounts.models import Draft, Person

__all__ = ["act", "states_of"]


def act(request: HttpRequest, draft: Draft, access: Access, here: str = "") -> str:
    """Do what a form asks for; returns the address to show then.

    Args:
        request: the request, with what the form tells.
        draft: the draft.
        access: what the person may do with it.
        here: the address of the page that the form stands on; the draft's own where none is given.

    Raises:
        WrongUse: it cannot be done; says why.
    """
    wanted = request.POST.get("do", "")
    here = here or reverse("draft", args=[draft.number])
    if wanted in _TALKING:
        if not access.works:
            _only_her_threads(request, draft)
        return here + _TALKING[wanted](request, draft)
    if wanted in ("publish", "unpublish"):
        _publish(request, draft, access, wanted)
        return here + "#keep"
    if wanted == "copy" and draft.base is not None:
        access.need_writing()
        return _copy(request, draft)
    if wanted in _OWNING:
        access.need_owning()
        return _OWNING[wanted](request, draft) or here + "#people"
    access.need_writing()
    if wanted not in _WRITING:
        raise WrongUse("nothing was asked for", remedy="choose one of the buttons")
    return here + _WRITING[wanted](request, draft)


def states_of(draft: Draft) -> Mapping[tuple[str, str], str]:
    """Return what a scenario makes otherwise: list and key -> added, changed or withdrawn; nothing of a draft."""
    if draft.base is None:
        return {}
    found = {}
    for kind in ("findings", "judgements", "withdraw"):
        made = draft.content.get(kind) or {}
        was = keyed(draft.base.content, kind)
        for key in made.get("put") or ():
            found[kind, key] = "changed" if key in was else "added"
        for key in made.get("drop") or ():
            if key in was:
                found[kind, key] = "withdrawn"
    return found


# Comments: whoever sees the draft


def _comment(request: HttpRequest, draft: Draft) -> str:
    told = request.POST
    answers = number_told(told.get("answers", "")) if told.get("answers") else None
    if told.get("answers") and answers is None:
        answers = 0
    criterion, finding = told.get("criterion", ""), told.get("finding", "")
    known = {entry.id for entry in entries_of_law(draft.edition)}
    made = comment(
        draft,
        request.user,
        told.get("text", ""),
        criterion=criterion if criterion in known else "",
        finding=finding if finding in keyed(content_of(draft), "findings") else "",
        answers=answers,
    )
    return f"#note-{made.parent_id or made.pk}"


def _only_her_threads(request: HttpRequest, draft: Draft) -> None:
    """Refuse an editor the threads that others began."""
    for name in ("thread", "answers"):
        if request.POST.get(name):
            number = number_told(request.POST[name]) or 0
            if not draft.notes.filter(pk=number, person=request.user, parent=None).exists():
                raise WrongUse("there is no such comment", remedy="open the page again")


def _resolve(request: HttpRequest, draft: Draft) -> str:
    number = number_told(request.POST.get("thread", ""))
    settle(draft, request.user, number, resolved=request.POST["do"] == "resolve")
    return f"#note-{number}"


# The draft as a whole: its author


def _delete(_: HttpRequest, draft: Draft) -> str:
    there = reverse("drafts") if draft.base is None else reverse("draft", args=[draft.root.number])
    draft.delete()
    return there


def _copy(request: HttpRequest, draft: Draft) -> str:
    made = copy_draft(draft, request.user, request.POST.get("name", ""))
    return reverse("draft", args=[made.number])


def _own_draft(request: HttpRequest, draft: Draft) -> str:
    """Make a draft of its own of a scenario."""
    name = request.POST.get("name", "") or draft.name
    made = new_draft(request.user, name, draft.country, str(draft.edition))
    kept = content_of(draft)
    change(made, request.user, lambda _: kept, f"made of the scenario {draft.name}")
    return reverse("draft", args=[made.number])


def _reader(request: HttpRequest, draft: Draft) -> str:
    reader = _named(request.POST.get("username", "").strip())
    let_read(draft, reader, writes=request.POST.get("writes") == "yes")
    return ""


def _no_reader(request: HttpRequest, draft: Draft) -> str:
    no_longer(draft, [request.POST.get("username", "")])
    return ""


def _named(username: str) -> Person:
    try:
        return find_person(username)
    except WrongUse as error:
        raise WrongUse(
            f"there is no account {username!r}", remedy="ask her for its name, or ask an admin"
        ) from error


# What it holds: whoever may write


def _name(request: HttpRequest, draft: Draft) -> str:
    rename(draft, request.POST.get("name", ""))
    return "#keep"


def _scenario(request: HttpRequest, draft: Draft) -> str:
    new_scenario(draft, request.user, request.POST.get("name", ""))
    return "#scenarios"


def _author(request: HttpRequest, draft: Draft) -> str:
    told = {key: request.POST.get(key, "") for key in ("institution", "contact", "date")}
    set_author(draft, request.user, told, seen=_seen(request))
    return "#author"


def _form(request: HttpRequest, draft: Draft) -> str:
    """Keep a whole file, written into the form or sent along."""
    text = request.POST.get("form", "")
    sent = request.FILES.get("file")
    if sent is not None:
        if sent.size > 4 * LONGEST_FORM:
            raise WrongUse("this file is too long", remedy=f"keep to {LONGEST_FORM} characters")
        try:
            text = sent.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise WrongUse(
                f"byte {error.start} of this file is not UTF-8", remedy="save the file as UTF-8"
            ) from error
        request._own_file = text  # type: ignore[attr-defined]  # shown again where it is refused
    elif request.POST.get("do") == "upload":
        raise WrongUse("no file was chosen", remedy="choose one")
    anyway = request.POST.get("anyway") == "yes"
    replace_form(draft, request.user, text, anyway=anyway, seen=_seen(request))
    return "#findings"


def _judgement(request: HttpRequest, draft: Draft) -> str:
    told = request.POST
    criterion = told.get("criterion", "")
    entry = {
        "criterion": criterion,
        "judgement": told.get("judgement", ""),
        "reason": told.get("reason", "").strip(),
    }
    check_entry(draft, "judgements", entry)
    held = entry_at(content_of(draft), "judgements", criterion)
    key = criterion if held is not None or _seen(request) is not None else None
    put_entry(draft, request.user, "judgements", key, entry, seen=_seen(request))
    draft.pieces.filter(person=request.user, key=f"judgement:{criterion}").delete()
    return "#judgement"


def _withdraw(request: HttpRequest, draft: Draft) -> str:
    told = request.POST
    entry = {
        n: w for n in ("finding", "variable", "reason") if (w := told.get(n, "").strip()[:300])
    }
    key = entry.get("finding") or entry.get("variable")
    if not key:
        raise WrongUse("nothing was named to leave out", remedy="choose a finding")
    check_entry(draft, "withdraw", entry)
    put_entry(draft, request.user, "withdraw", key, entry)
    return "#coded"


def _remove(request: HttpRequest, draft: Draft) -> str:
    told = request.POST
    kind, key = told.get("list", ""), told.get("key", "")
    remove_entry(draft, request.user, kind, key, seen=_seen(request))
    return {"judgements": "#judgement", "withdraw": "#coded"}.get(kind, "#findings")


def _move(request: HttpRequest, draft: Draft) -> str:
    told = request.POST
    key, criterion = told.get("key", ""), told.get("criterion", "")
    entries = keyed(content_of(draft), "findings")
    names = set(bears_on(criterion)) if criterion else None
    among = [
        k
        for k, e in entries.items()
        if names is None or (isinstance(e, dict) and e.get("variable") in names)
    ]
    move_entry(draft, request.user, key, -1 if told["do"] == "up" else 1, among)
    return f"#finding-{key}"


def _as_base(request: HttpRequest, draft: Draft) -> str:
    """Let an entry of a scenario be again what it is in the draft."""
    kind, key = request.POST.get("list", ""), request.POST.get("key", "")
    entry = None if draft.base is None else entry_at(draft.base.content, kind, key)
    if entry is None:
        raise WrongUse("the draft has no such entry", remedy="take it out instead")
    change(
        draft, request.user, lambda now: put(now, kind, key, entry), f"took over {key} of the draft"
    )
    return "#findings"


def _restore(request: HttpRequest, draft: Draft) -> str:
    number = number_told(request.POST.get("n", ""))
    restore(draft, request.user, -1 if number is None else number)
    return ""


def _seen(request: HttpRequest) -> int | None:
    return number_told(request.POST.get("version", ""))


def _publish(request: HttpRequest, draft: Draft, access: Access, wanted: str) -> None:
    """Publish as an editor, ask for it otherwise; an author can always take her draft back."""
    if not (access.owner or access.edits):
        raise WrongUse("this draft is somebody else’s", remedy="leave a comment")
    if wanted == "unpublish":
        unpublish(draft)
    elif access.edits:
        publish(draft, seen=_seen(request))
    else:
        ask(draft)


_Act = Callable[[HttpRequest, Draft], str]
_TALKING: Mapping[str, _Act] = {"note": _comment, "resolve": _resolve, "reopen": _resolve}
_OWNING: Mapping[str, _Act] = {
    "delete": _delete,
    "copy": _copy,
    "own-draft": _own_draft,
    "reader": _reader,
    "no-reader": _no_reader,
}
_WRITING: Mapping[str, _Act] = {
    "name": _name,
    "scenario": _scenario,
    "author": _author,
    "form": _form,
    "upload": _form,
    "judgements": _judgement,
    "withdraw": _withdraw,
    "remove": _remove,
    "up": _move,
    "down": _move,
    "as-base": _as_base,
    "restore": _restore,
}
