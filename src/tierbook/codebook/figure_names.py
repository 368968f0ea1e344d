"""The names of figures: a head, and the parts that are counted (`victims_identified_sex_children`)."""

from __future__ import annotations

from functools import cache

from tierbook.codebook.loading import load_codebook

__all__ = ["figure_label", "split_figure"]


def figure_label(what: str) -> str:
    """Return the name of a figure for people.

    Example:
        `figure_label("victims_identified_sex")` is `Victims identified, for sex trafficking`.
    """
    head, parts = split_figure(what)
    labels = [_codes("figure_parts").get(part, part) for part in parts]
    tail = "".join(f", {label[0].lower()}{label[1:]}" for label in labels)
    return f"{_codes('figures').get(head, head)}{tail}"


@cache
def split_figure(what: str) -> tuple[str, tuple[str, ...]]:
    """Return the head of a figure's name, and the parts after it."""
    heads = [h for h in _codes("figures") if what == h or what.startswith(f"{h}_")]
    head = max(heads, key=len, default=what)
    rest, parts = what.removeprefix(head).removeprefix("_"), []
    while rest:
        known = [p for p in _codes("figure_parts") if rest == p or rest.startswith(f"{p}_")]
        part = max(known, key=len, default=rest)
        parts.append(part)
        rest = rest.removeprefix(part).removeprefix("_")
    return head, tuple(parts)


@cache
def _codes(vocabulary: str) -> dict[str, str]:
    return dict(load_codebook().vocabularies[vocabulary])
