"""Agreement as a paragraph with the numbers that a journal asks for."""

from __future__ import annotations

from collections.abc import Sequence

from tierbook.agreement.reliability.items import LEFT_OUT
from tierbook.agreement.reliability.measure import OVERALL, Agreement, Agreements
from tierbook.files import VERSION
from tierbook.text import counted, join_words

__all__ = ["COEFFICIENT_NAMES", "agreement_paragraph", "coefficient_text", "overall_paragraph"]

COEFFICIENT_NAMES = {
    "percent": "agreement",
    "cohen_kappa": "Cohen's kappa",
    "light_kappa": "Light's kappa (mean over pairs of coders)",
    "fleiss_kappa": "Fleiss' kappa",
    "krippendorff_alpha": "Krippendorff's alpha",
    "nominal_alpha": "Krippendorff's alpha, nominal",
    "gwet_ac1": "Gwet's AC1",
}
DRAWN = {
    "sample": "units of a probability sample",
    "assigned": "units that were assigned",
    "queue": "units from a queue",
    "report": "units that a reader had reported",
    "free": "units whose draw is not recorded or was the coder's choice",
}


def coefficient_text(agreement: Agreement, name: str) -> str:
    """Return a coefficient with its interval, or the reason why it is undefined, in words."""
    value = agreement.values[name]
    if value is None:
        return agreement.undefined.get(name, "undefined")
    low, high = agreement.intervals[name]
    if low is None or high is None:
        return f"{value:.3f}"
    return f"{value:.3f} (95% {low:.3f} to {high:.3f})"


def agreement_paragraph(agreement: Agreement, label: str = "", codebook: str = "") -> str:
    """Return the paragraph of one variable.

    Args:
        agreement: on the variable.
        label: what the variable is called, with its id; else the id.
        codebook: name and version of the codebook, `tip/1`.
    """
    name = label or (
        "all variables together" if agreement.variable == OVERALL else agreement.variable
    )
    scale = f", {agreement.scale.explain()}" if agreement.scale else ""
    book = f", codebook {codebook}" if codebook else ""
    coders = counted(len(agreement.coders), "coder")
    sentences = [
        f"Reliability of {name}{book}: {coders} answered {counted(agreement.n_units, 'unit')} blind, with no "
        f"proposed value in view ({counted(agreement.n_answers, 'answer')}); "
        f"{counted(agreement.n_pairable, 'item')} had two answers or more and enter agreement."
    ]
    wanted = ["percent", "krippendorff_alpha", "fleiss_kappa", "gwet_ac1"]
    wanted.insert(2, agreement.kappa)
    if agreement.scale and agreement.scale.name != "nominal":
        wanted.insert(2, "nominal_alpha")
    said: list[str] = []
    silent: list[str] = []
    for key in wanted:
        title = COEFFICIENT_NAMES[key] + (scale if key == "krippendorff_alpha" else "")
        text = f"{title}, {coefficient_text(agreement, key)}"
        (silent if agreement.values[key] is None else said).append(text)
    if said:
        sentences.append(f"{_upper(join_with(said))}.")
    if silent:
        sentences.append(f"{_upper(join_with(silent))}.")
    sentences += _evidence(agreement)
    if agreement.resamples and said:
        sentences.append(
            f"Intervals are the middle 95% of {agreement.resamples:,} bootstrap resamples of units (seed "
            f"{agreement.seed})."
        )
    sentences += [_drawn(agreement), _left_out(agreement), f"Computed with tierbook {VERSION}."]
    return " ".join(sentence for sentence in sentences if sentence)


def overall_paragraph(agreements: Agreements, codebook: str = "") -> str:
    """Return the paragraph over all variables."""
    words = agreement_paragraph(agreements.overall, codebook=codebook)
    n = counted(len(agreements.variables), "variable")
    return (
        f"{words} Over the {n} agreement and agreement by chance are summed variable by variable."
    )


def join_with(parts: Sequence[str]) -> str:
    """Join parts that hold commas."""
    return "; ".join(parts)


def _evidence(agreement: Agreement) -> list[str]:
    found = agreement.evidence
    if found is None:
        return []
    if found.alpha_u is None:
        return [f"Agreement on the words marked is {found.reason}."]
    bounds = (
        f" (95% {found.low:.3f} to {found.high:.3f})"
        if found.low is not None and found.high is not None
        else ""
    )
    ends = "" if found.known_lengths else ", texts taken to end with the last mark"
    return [
        f"Agreement on the words marked as evidence, Krippendorff's alpha for unitising, {found.alpha_u:.3f}{bounds}, "
        f"{counted(found.n_units, 'unit')}{ends}."
    ]


def _drawn(agreement: Agreement) -> str:
    if not agreement.drawn:
        return ""
    parts = [f"{n:,} on {DRAWN.get(how, how)}" for how, n in agreement.drawn.items()]
    return f"Of the answers, {join_words(parts)}."


def _left_out(agreement: Agreement) -> str:
    parts = [f"{n:,} {LEFT_OUT[why]}" for why, n in agreement.left_out.items() if n]
    return f"Left out were answers: {join_words(parts)}." if parts else "No answer was left out."


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
