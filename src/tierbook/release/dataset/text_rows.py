"""Rows of what texts say: documents, narratives, findings, evidence, silences, ways, figures, and the words of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tierbook.codebook import load_codebook
from tierbook.dossier import HeldText, Missing, Quote, collect_routes
from tierbook.dossier import TableCell as Cell
from tierbook.errors import ReleaseInvalid
from tierbook.files import content_hash
from tierbook.release.citations import citation_of
from tierbook.release.dataset.reading import words_of_value

__all__ = ["Put", "TextRows", "answer_of", "head_of", "number_of", "yes_no"]

Put = Callable[[str, Mapping[str, Cell]], None]
_ANSWERS = ("yes", "no", "mixed")
_NOT_REPORTED = "not_reported"
_HEAD = 60  # signs of a recommendation by which evidence names it
_FACTS = ("quality", "extent", "certainty", "said_by", "actor", "period")


class TextRows:
    """Makes the rows of the texts of one country after another.

    Args:
        put: takes a row of a table by its name.
    """

    def __init__(self, put: Put) -> None:
        self._put = put
        self._quoted: dict[str, dict[tuple[int, int], Quote]] = {}
        self._pillars: dict[str, Mapping[int, str]] = {}
        self._heads: dict[str, dict[str, Cell]] = {}

    def add(self, text: HeldText, *, is_read: bool) -> None:
        """Make the rows of a text, all but those of its words, which `end_country` makes."""
        head = head_of(text)
        self._heads[text.document] = head
        self._quoted[text.document] = {}
        self._pillars[text.document] = {row["n"]: row["pillar"] or "" for row in text.paragraphs}
        self._document(text)
        self._put("narratives", {**head, **_narrative(text), "is_read": yes_no(is_read)})
        for finding in text.findings:
            self._finding(text, finding, head)
        rejected: dict[str, int] = {}
        for row in text.record.get("rejected", ()):
            rejected[row["variable"]] = rejected.get(row["variable"], 0) + 1
        for variable, why in silences_of(text):
            row = {"variable": variable, "absence": why, "rejected": rejected.get(variable, 0)}
            self._put("silences", {**head, **row})
        if text.country and text.edition:
            self._edges(text, head)

    def quote(self, quote: Quote | None) -> str | None:
        """Return the id of a passage, and keep it for the table of passages."""
        if quote is None:
            return None
        self._quoted[quote.document].setdefault((quote.start, quote.end), quote)
        return f"{quote.document}:{quote.start}-{quote.end}"

    def end_country(self) -> None:
        """Make the rows of the words of the texts since the last call."""
        for document, quotes in self._quoted.items():
            for _, quote in sorted(quotes.items()):
                pillar = self._pillars[document].get(quote.paragraph)
                self._put(
                    "quotes",
                    {
                        **self._heads[document],
                        "quote": f"{document}:{quote.start}-{quote.end}",
                        "paragraph": quote.paragraph,
                        "sentence": quote.sentence,
                        "pillar": pillar,
                        "starts": quote.start,
                        "ends": quote.end,
                        "words": quote.text,
                    },
                )
        self._quoted.clear()
        self._pillars.clear()
        self._heads.clear()

    def _document(self, text: HeldText) -> None:
        of = text.metadata
        names = (
            "issuer",
            "text_author",
            "title",
            "published",
            "address",
            "cite_as",
            "sha256",
            "work",
        )
        told: dict[str, Cell] = {name: of.get(name) for name in names}
        publisher = of.get("publisher")
        told["publisher"] = None if publisher == "unknown" else publisher
        told["citation"] = citation_of(text.record).text("chicago")
        self._put("documents", {**head_of(text), **told})

    def _finding(
        self, text: HeldText, finding: Mapping[str, Any], head: Mapping[str, Cell]
    ) -> None:
        value, variable = finding["value"], str(finding["variable"])
        if variable not in load_codebook().variables:
            raise ReleaseInvalid(
                f"{text.document} has a value of {variable}, which the codebook doesn't know",
                why="the text was coded under another version",
                remedy="tierbook ingest brings what is held up to this one",
            )
        quotes = [(row, text.quote(row, finding)) for row in finding["evidence"]]
        self._put(
            "findings",
            {
                **head,
                "finding": finding["id"],
                "variable": variable,
                "level": finding["level"],
                "place": finding["place"],
                "value": words_of_value(value),
                "answer": answer_of(variable, value),
                "number": number_of(variable, value),
                "items": len(value) if isinstance(value, list) else None,
                **{name: finding[name] for name in _FACTS},
                "acts": ";".join(finding["acts"]),
                "whom": ";".join(finding["whom"]),
                "sentences": len({(q.start, q.end) for _, q in quotes}),
                "quote": self.quote(quotes[0][1]) if quotes else None,
                "cue": finding["cue"],
                "coder": str(text.record.get("coder", "unknown")),
                "confidence": finding["confidence"],
            },
        )
        for n, (row, quote) in enumerate(quotes, 1):
            mark = row["mark"] or (None, None)
            self._put(
                "evidence",
                {
                    **head,
                    "finding": finding["id"],
                    "n": n,
                    "variable": variable,
                    "supports": _support(finding, row["supports"]),
                    "quote": self.quote(quote),
                    "mark_starts": mark[0],
                    "mark_ends": mark[1],
                },
            )
        if load_codebook().variables[variable].type == "counts" and isinstance(value, list):
            self._figures(text, finding, head)

    def _figures(
        self, text: HeldText, finding: Mapping[str, Any], head: Mapping[str, Cell]
    ) -> None:
        plain = (
            "what",
            "part_of",
            "exactness",
            "unit",
            "period",
            "compared_with",
            "actor",
            "law",
            "usd",
        )
        for n, row in enumerate(finding["value"], 1):
            quotes = text.quotes_of_row(row, finding)
            self._put(
                "figures",
                {
                    **head,
                    "finding": finding["id"],
                    "n": n,
                    "variable": finding["variable"],
                    **{name: row.get(name) for name in plain},
                    "count": row["n"],
                    "count_max": row.get("n_max"),
                    "quote": self.quote(quotes[0]) if quotes else None,
                },
            )

    def _edges(self, text: HeldText, head: Mapping[str, Cell]) -> None:
        network = collect_routes([text], at_risk=True, hedged=True, transit=True)
        for n, edge in enumerate(network.edges, 1):
            self._put(
                "edges",
                {
                    **head,
                    "n": n,
                    "origin": edge.origin,
                    "destination": edge.destination,
                    "kind": edge.kind,
                    "told_by": edge.told_by,
                    "forms": ";".join(edge.forms),
                    "victims": ";".join(edge.victims),
                    "via": ";".join(edge.via),
                    "certainty": edge.certainty,
                    "quote": self.quote(edge.quotes[0]) if edge.quotes else None,
                },
            )


def head_of(text: HeldText) -> dict[str, Cell]:
    """Return the columns that say which text a row is of."""
    return {
        "document": text.document,
        "iso3": text.country,
        "edition": text.edition,
        "text_kind": text.text_kind,
    }


def silences_of(text: HeldText) -> Iterator[tuple[str, str]]:
    """Yield each variable of the codebook without a value, with the reason, in the order of the codebook."""
    for variable in load_codebook().variables:
        why = text.absence(variable)
        if why is not None:
            yield variable, why


def answer_of(variable: str, value: object) -> Cell:
    """Return the value of a yes-or-no variable, None of any other."""
    if load_codebook().variables[variable].type != "yes_no":
        return None
    return (
        Missing.not_reported
        if value == _NOT_REPORTED
        else str(value)
        if value in _ANSWERS
        else None
    )


def number_of(variable: str, value: object) -> Cell:
    """Return the value of a variable that is one whole number, None of any other."""
    if load_codebook().variables[variable].type != "integer":
        return None
    if value == _NOT_REPORTED:
        return Missing.not_reported
    return value if isinstance(value, int) else None


def _narrative(text: HeldText) -> dict[str, Cell]:
    versions: Mapping[str, str] = text.record.get("versions", {})
    return {
        "signs": len(text.text),
        "words": len(text.text.split()),
        "paragraphs": len(text.paragraphs),
        "sentences": len(text.sentences),
        "findings": len(text.findings),
        "silences": sum(1 for _ in silences_of(text)),
        "coder": str(text.record.get("coder", "unknown")),
        **{name: versions.get(name) for name in ("tierbook", "codebook", "cues")},
        "text_sha256": content_hash(text.text.encode()),
    }


def _support(finding: Mapping[str, Any], supports: object) -> str | None:
    """Return which element of the value a sentence carries; one that the Report words is called by its place."""
    if supports is None:
        return None
    for n, item in enumerate(finding["value"] if isinstance(finding["value"], list) else (), 1):
        if isinstance(item, Mapping) and str(item.get("text") or "")[:_HEAD] == supports:
            return f"item {n}"
    return str(supports)


def yes_no(value: object) -> str:
    """Return a truth as a code."""
    return "yes" if value else "no"
