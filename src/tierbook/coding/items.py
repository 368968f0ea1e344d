"""One element of a list of values, in a few words of a line: a route, a figure, a case, a recommendation."""

from __future__ import annotations

__all__ = ["item_in_words"]


def item_in_words(item: object) -> str:
    """Return an element of a value for a line of text; codes stay codes.

    Example:
        `{"what": "convictions", "n": 12, "unit": "persons", "period": "2016"}` reads `convictions 12 persons 2016`.
    """
    if not isinstance(item, dict):
        return str(item)
    if "from" in item:
        return f"{item['from']} to {item['to']}"
    if "what" in item:
        most = item.get("n_max")
        number = f"{item['n']}" if most is None else f"{item['n']} to {most}"
        if item.get("exactness") == "none_reported":
            number = "none reported"
        rest = [str(item[k]) for k in ("unit", "period") if item.get(k) not in (None, "current")]
        return " ".join([str(item["what"]), number, *rest])
    if "outcome" in item:
        months = item.get("sentence_months")
        words = [item["role"], item["outcome"], f"{months} months" if months else None]
        return " ".join(str(word) for word in words if word)
    return str(item.get("topic") or item.get("text") or "")
