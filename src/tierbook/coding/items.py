"""One element of a list of values: what makes two the same, how evidence calls it, and how a line of text does."""

from __future__ import annotations

__all__ = ["item_identity", "item_in_words", "item_label"]


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


def item_identity(item: object) -> object:
    """Return what makes two elements the same: of a figure its kind, number, unit and period; of a route its ends."""
    if isinstance(item, dict):
        if "n" in item:
            return [item["what"], item["n"], item["n_max"], item["unit"], item["period"]]
        if "from" in item:
            return [item["from"], item["to"]]
    return item


def item_label(item: object) -> str:
    """Return what evidence says that it supports: a code, `convictions:12`, `MDA>TUR`."""
    if isinstance(item, dict):
        if "n" in item:
            return f"{item['what']}:{item['n']}"
        if "outcome" in item:
            return f"{item['role']}:{item['outcome']}"
        if "from" in item:
            return f"{item['from']}>{item['to']}"
        return str(item.get("text", ""))[:60]
    return str(item)
