"""A computed tier as prose for a terminal: first what it is and how often it was right, then its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tierbook.editions import TIERS
from tierbook.text import fold_paragraph

if TYPE_CHECKING:
    from tierbook.standards.computed.result import CardLine, ComputedTier, ShownSign

__all__ = ["card_lines", "explain_computed", "head_lines", "record_words", "stated_words"]

_MOST = 5  # lines of the card that are told first


def explain_computed(computed: ComputedTier) -> str:
    """Return the tier, its probabilities, its record, what moved it, what would change it, and the whole card."""
    return "\n".join([*head_lines(computed), *card_lines(computed)]) + "\n"


def head_lines(computed: ComputedTier) -> list[str]:
    """Return the tier with its label and probabilities, its record, how it compares with the stated one, and notes."""
    shares = ", ".join(f"{TIERS[t]} {share:.0%}" for t, share in computed.probabilities.items())
    lines = fold_paragraph(
        f"Computed tier (unofficial): {TIERS[computed.tier]} is what the published text alone would suggest. {shares}."
    )
    lines += fold_paragraph(f"Its record: {record_words(computed.fitted.record)}")
    lines += fold_paragraph(stated_words(computed))
    for note in computed.notes:
        lines += fold_paragraph(note)
    return lines


def card_lines(computed: ComputedTier) -> list[str]:
    """Return what moved it most, what would change it, and the whole card."""
    lines = ["", "What moved it most, against an average narrative", ""]
    for line in computed.moved_most[:_MOST]:
        lines += fold_paragraph(f"{line.above_average:+.2f}  {line.label}: {said(line)}", "  ")
        shown: set[str] = set()
        for sign in line.signs:
            if sign.quotes[0].place not in shown:
                lines += fold_paragraph(_quoted(sign), "         ")
            shown |= {quote.place for quote in sign.quotes}
    lines += ["", "What would change it", ""]
    for change in computed.changes:
        n = len(change.findings)
        lines += fold_paragraph(
            f"Without {'this finding' if n == 1 else f'these {n} findings'} {TIERS[change.tier]} would be the most "
            f"probable; no fewer lead to a {'better' if change.better else 'worse'} tier:",
            "  ",
        )
        for quote in change.findings:
            lines += fold_paragraph(f"{quote.variable} ({quote.finding}, {quote.place})", "    ")
    if not computed.changes:
        lines += fold_paragraph("No withdrawal of findings would change it.", "  ")
    lines += ["", "The score card: signs for less signs against, times weight", ""]
    for line in computed.card:
        lines.append(_row(line))
    cuts = ", ".join(f"{TIERS[t]} or better from {cut:+.2f}" for t, cut in computed.cuts.items())
    lines += fold_paragraph(f"Sum {computed.score:+.2f}. As likely as not: {cuts}.", "  ")
    lines += [""]
    lines += fold_paragraph(
        "Not read: the tier line, the paragraph of the standards, sentences that speak of tiers, of standards or of "
        "increasing efforts, the Department's verdicts on sections, and recommendations."
    )
    return lines


def record_words(record: Mapping[str, Any]) -> str:
    """Return the record in two sentences: how often right on narratives held out, and against the base lines."""
    row = record["narratives"]
    ours, common, last = (row["measures"][m] for m in ("computed", "commonest", "last_known"))
    beaten = row["beats"]
    always, known = f"always {TIERS[row['commonest']]}", "the last tier known before"
    verdict = {
        (True, True): f"It does better than {always} and than {known}.",
        (True, False): f"It does better than {always}, and is not shown to do better than {known}.",
        (False, True): f"It does better than {known}, and is not shown to do better than {always}.",
        (False, False): f"It is not shown to do better than {always} or than {known}.",
    }[beaten["commonest"], beaten["last_known"]]
    return (
        f"on {row['n']} narratives of {row['editions']}, each held out, it was the stated tier in "
        f"{_share(ours['exact'])}, within one tier in {_share(ours['within_one'])}, weighted kappa "
        f"{_number(ours['kappa'])}. Always "
        f"{TIERS[row['commonest']]}: {_share(common['exact'])}. The last tier known before: {_share(last['exact'])}, "
        f"within one {_share(last['within_one'])}, weighted kappa {_number(last['kappa'])}. {verdict}"
    )


def stated_words(computed: ComputedTier) -> str:
    """Return how it compares with the stated tier, which was not read."""
    stated = computed.stated_tier
    if stated is None:
        return "No tier is stated in the text."
    if computed.same_as_stated is None:
        return "The text states a special case, which is not ranked; there is nothing to compare it with."
    row = computed.fitted.record["narratives"]["by_tier"].get(stated)
    often = (
        f" Of {row['n']} narratives with that tier stated, {row['n'] - row['same']} were computed otherwise when "
        "held out."
        if row
        else ""
    )
    same = "the same" if computed.same_as_stated else "another one"
    return f"The tier stated in the text, which was not read for this, is {same}: {TIERS[stated]}.{often}"


def said(line: CardLine) -> str:
    """Return the signs of a line in words, or that it has none."""
    if not line.asked:
        return "not asked in this edition"
    if not line.signs:
        average = line.points - line.above_average
        return f"nothing is coded, so no points either way; an average narrative has {average:+.2f}"
    return "; ".join(f"{s.says} ({s.points:+.2f})" for s in line.signs)


def _quoted(sign: ShownSign) -> str:
    first, *others = sign.quotes
    more = f"; also {', '.join(dict.fromkeys(q.place for q in others))}" if others else ""
    return f"“{first.text}” ({first.place}){more}"


def _row(line: CardLine) -> str:
    if not line.asked:
        return f"  {'':>6}  {line.label}: not asked in this edition"
    return f"  {line.points:+6.2f}  {line.label}: {line.net:+d} x {line.weight:.2f}"


def _share(value: Mapping[str, float]) -> str:
    return f"{value['value']:.0%} ({value['low']:.0%} to {value['high']:.0%})"


def _number(value: Mapping[str, float]) -> str:
    return f"{value['value']:.2f} ({value['low']:.2f} to {value['high']:.2f})"
