"""What a language model may ask of the library: each a function that gives text, with the words that it rests on.

*stated* marks what a text or an official source says, *computed, unofficial* what tierbook makes of it. Absence is
named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from tierbook.agreement import explain_value
from tierbook.dossier import units_in_words
from tierbook.errors import TierbookError
from tierbook.library.api.operations.findings import finding_detail
from tierbook.library.api.problems import Problem
from tierbook.library.api.rows import SAMPLE_NOTICE, content_of
from tierbook.library.api.tools.quoting import Reply, permalink, quote, source_line
from tierbook.library.catalogue.models import Content, Document
from tierbook.library.catalogue.search import BadQuery, asked_from, find
from tierbook.library.citing.asked import Asked
from tierbook.library.citing.served import link_to
from tierbook.library.reading.comparing_page import AskedPage, build_compare_page
from tierbook.library.reading.held import shown_records
from tierbook.library.reading.kept_dossier import kept_dossier
from tierbook.library.reading.places_in_text import Layout, short_place
from tierbook.library.reading.references import PILLAR_NAMES
from tierbook.library.reading.values import absence_in_words, country_name, value_in_words
from tierbook.library.reading.variables import codebook, describe_variable
from tierbook.library.reading.views.dossier import held_documents
from tierbook.places import resolve_country
from tierbook.release import STYLES

__all__ = ["HITS", "MOST_HITS", "CannotAnswer", "Library", "Part"]

HITS, MOST_HITS = 8, 20
Part = Literal[
    "summary", "placements", "changes", "recommendations", "series", "routes", "scores", "clock"
]
_PARTS: tuple[Part, ...] = get_args(Part)
_OURS = "computed, unofficial (tierbook's reading of the quoted words)"


class CannotAnswer(Exception):
    """A question that has no answer here, with what to ask instead."""


class Library:
    """The tools, for a library at an address.

    Args:
        site: address of the library's pages, for permalinks.
    """

    def __init__(self, site: str) -> None:
        self.site = site.rstrip("/")

    def search(
        self,
        query: str,
        country: str = "",
        edition: int | None = None,
        kind: str = "",
        limit: int = HITS,
    ) -> str:
        """Find whole sentences by their words."""
        params: dict[str, Any] = {"q": query}
        if country:
            params["country"] = _code(country)
        if edition:
            params["edition"] = str(edition)
        if kind:
            params["kind"] = kind
        try:
            found = find(asked_from(params), count=max(1, min(limit, MOST_HITS)), facets=False)
        except BadQuery as error:
            raise CannotAnswer(f"The query cannot be read: {error}") from error
        if not found.total:
            return (
                f"Nothing held here has these words (read as: {found.read_as}). That says nothing about any country: "
                "the library may not hold the text. list_variables and country_dossier say what is held."
            )
        reply = Reply(f"{found.total} passages in {found.texts} texts; read as: {found.read_as}")
        for hit in found.hits:
            head = {"publisher": hit.document.publisher, **_head(hit.document)}
            place = (
                short_place(hit.paragraph, hit.sentence) if hit.paragraph else "head of the text"
            )
            link = permalink(self.site, hit.document.pk, hit.paragraph or None, hit.sentence)
            if not reply.add("", source_line(head), f"{place} | {link}", quote(hit.snippet)):
                break
        return reply.text("Narrow the query by country, edition or kind.")

    def get_document(self, document_id: str) -> str:
        """Describe one text: what it is, what it states of the tier, and its paragraphs with their first sentences."""
        coding, _ = self._records(document_id)
        head, layout = coding["document"], Layout(coding["narrative"])
        reply = Reply(source_line(head), permalink(self.site, document_id, None))
        if head["text_kind"] == "sample":
            reply.add(SAMPLE_NOTICE)
        else:
            reply.add(f"cite as: {head.get('cite_as') or 'the page gives no line to cite it by'}")
        stated = [f for f in coding["findings"] if f["variable"] == "tier.stated"]
        for finding in stated:
            reply.add(f"stated tier: {value_in_words('tier.stated', finding['value']).word}")
            reply.add_evidence(finding["evidence"][:1], document_id, self.site)
        if not stated:
            reply.add("stated tier: not stated in this text")
        reply.add(
            f"coded by {coding['coder']}, codebook {coding['versions']['codebook']}; paragraph numbers are tierbook's"
        )
        for row in layout.paragraphs:
            first = layout.sentences.get(row["n"], [])[:1]
            words = layout.text[first[0]["start"] : first[0]["end"]] if first else ""
            pillar = PILLAR_NAMES.get(row["pillar"], row["pillar"])
            if not reply.add(
                f"[{row['n']}] {pillar} | {permalink(self.site, document_id, row['n'])}",
                quote(words),
            ):
                break
        return reply.text("get_paragraph gives any paragraph whole.")

    def get_paragraph(self, document_id: str, paragraph: int) -> str:
        """Give one paragraph sentence by sentence; 0 is the tier line."""
        coding, _ = self._records(document_id)
        layout = Layout(coding["narrative"])
        sentences = layout.sentences.get(paragraph)
        if not sentences:
            last = len(layout.paragraphs)
            raise CannotAnswer(
                f"{document_id} has no paragraph {paragraph}; it has 0 (the tier line) to {last}."
            )
        reply = Reply(source_line(coding["document"]))
        rows = [
            {
                "paragraph": paragraph,
                "sentence": s["sentence"],
                "text": layout.text[s["start"] : s["end"]],
            }
            for s in sentences
        ]
        reply.add_evidence(rows, document_id, self.site)
        return reply.text()

    def get_finding(self, document_id: str, finding_id: str) -> str:
        """Give one value with all the sentences that it rests on."""
        try:
            record = finding_detail(document_id, finding_id, self.site)
        except Problem as error:
            raise CannotAnswer(f"{error.detail} {error.remedy}") from error
        finding = record["finding"]
        reply = Reply(source_line(record["document"]), str(record["links"]["page"]))
        reply.add(*_value_lines(finding), f"question: {record['variable']['question']}")
        reply.add(f"accuracy: {record['accuracy_in_words']}", "stated, in these words:")
        reply.add_evidence(finding["evidence"], document_id, self.site)
        return reply.text()

    def why(self, document_id: str, variable: str) -> str:
        """Explain a value or its absence: the rule, the words, and what did not count."""
        coding, _ = self._records(document_id)
        try:
            why = explain_value(coding, variable)
        except TierbookError as error:
            raise CannotAnswer(str(error)) from error
        reply = Reply(source_line(coding["document"]), f"question: {why.variable.question}")
        for finding in why.findings:
            reply.add(
                *_value_lines(dict(finding)), f"rule: {finding['cue']}", "stated, in these words:"
            )
            reply.add_evidence(finding["evidence"], document_id, self.site)
        if not why.findings:
            absence = str(why.absence or "not_stated")
            reply.add(
                f"no value: {absence_in_words(absence).word} ({absence}). This is not *no*, and not 0. "
                f"Paragraphs that were read: {', '.join(str(row.n) for row in why.read) or 'none'}."
            )
        for title, rows in (("says otherwise", why.against), ("did not count", why.others)):
            for row in rows:
                place = short_place(row.paragraph, row.sentence)
                link = permalink(self.site, document_id, row.paragraph, row.sentence)
                if not reply.add(f"{title}: {row.why}", f"{place} | {link}", quote(row.text)):
                    break
        sentence = why.accuracy.explain() if why.accuracy else "Untested here."
        reply.add(f"accuracy: {sentence}")
        return reply.text()

    def list_variables(self, words: str = "", pillar: str = "") -> str:
        """List the questions of the codebook, those that have some words."""
        wanted = words.casefold().split()
        reply = Reply(f"codebook {codebook().name}")
        for variable in codebook().variables.values():
            told = f"{variable.id} {variable.label} {variable.question}".casefold()
            if all(word in told for word in wanted) and pillar in ("", variable.pillar):
                line = f"{variable.id} ({variable.pillar}, {variable.type}): {variable.question}"
                if not reply.add(line):
                    break
        return reply.text("Give words or a pillar.")

    def country_dossier(self, country: str, part: str = "summary") -> str:
        """Tell one part of a country over the editions, each sentence with its quotations or its basis."""
        if part not in _PARTS:
            raise CannotAnswer(f"There is no part {part!r}; there are {', '.join(_PARTS)}.")
        code = _code(country)
        documents = list(Document.objects.filter(country=code))
        if not documents:
            raise CannotAnswer(
                f"No text on {country_name(code)} is held. That says nothing about the country."
            )
        whole = kept_dossier(code, held_documents(code))["whole"]
        reply = Reply(f"{whole['name']} ({code}), {part}; {len(documents)} texts held")
        if whole.get("sample"):
            reply.add(f"SAMPLE: {SAMPLE_NOTICE}")
        getattr(self, f"_part_{part}")(reply, whole)
        return reply.text(f"Other parts: {', '.join(p for p in _PARTS if p != part)}.")

    def _part_summary(self, reply: Reply, whole: Mapping[str, Any]) -> None:
        self._statements(reply, whole["summary"])

    def _part_changes(self, reply: Reply, whole: Mapping[str, Any]) -> None:
        for pair in whole["changes"]:
            reply.add(f"{pair['before']['unit']} beside {pair['after']['unit']}")
            if pair["why_not"]:
                reply.add(f"cannot be compared: {pair['why_not']}")
            self._statements(reply, pair["headline"])

    def _part_placements(self, reply: Reply, whole: Mapping[str, Any]) -> None:
        reply.add(
            "official placements (stated by the sources named; not read from texts held here):"
        )
        for row in whole["placements"]:
            tier = row["tier_published"] or "disputed"
            if not reply.add(f"{row['edition']}: {tier}; {row['source']}"):
                return
        missing = ", ".join(map(str, whole["placements_not_held"])) or "none"
        reply.add(f"placement not held (which is not *unranked*): {missing}")

    def _part_clock(self, reply: Reply, whole: Mapping[str, Any]) -> None:
        clock = whole["clock"]
        reply.add(
            "computed, unofficial (counted from official placements and the law of each edition):"
        )
        reply.add(clock["quiet"] or clock["short"], *clock["reasons"], *clock["flags"])

    def _part_recommendations(self, reply: Reply, whole: Mapping[str, Any]) -> None:
        reply.add("stated recommendations; which are repeated is computed, unofficial:")
        for entry in whole["recommendations"]["entries"]:
            asked = [cell["edition"] for cell in entry["cells"] if cell["items"]]
            quotes = [
                q for cell in entry["cells"] for item in cell["items"] for q in item["quotes"]
            ]
            if not reply.add(f"asked in {', '.join(map(str, asked))}:"):
                return
            self._quotes(reply, quotes[:1])

    def _part_series(self, reply: Reply, whole: Mapping[str, Any]) -> None:
        reply.add("stated figures by edition; a figure is of the period that its own words give:")
        for series in (one for one in whole["series"] if one["main"]):
            absent: dict[str, list[str]] = {}
            for point in series["points"]:
                if point.get("n") is None:
                    absent.setdefault(str(point.get("state")), []).append(str(point["edition"]))
                    continue
                if not reply.add(f"{series['label']}, {point['edition']}: {point['n']}"):
                    return
                quotes = [q for one in point.get("told") or [] for q in one.get("quotes", [])]
                self._quotes(reply, quotes[:1])
            for state, years in absent.items():
                reply.add(f"{series['label']}, {state}: {', '.join(years)}")

    def _part_routes(self, reply: Reply, whole: Mapping[str, Any]) -> None:
        reply.add("stated mentions of other countries; mentions, never numbers of people:")
        for row in whole["routes"]:
            if not reply.add(f"{row['edition']}: {row['text']}"):
                return
            self._quotes(reply, row["quotes"][:1])

    def _part_scores(self, reply: Reply, whole: Mapping[str, Any]) -> None:
        scores = whole["scores"]
        if not scores:
            reply.add("no scores: no whole text is held")
            return
        reply.add(
            f"computed, unofficial: scores after the 3P rules for {scores['unit']}, no tier; {scores['caution']}"
        )
        for pillar in scores["pillars"]:
            reply.add(f"{pillar['pillar']}: {pillar['score']} of 5; rule: {pillar['rule']}")

    def _statements(self, reply: Reply, statements: list[Mapping[str, Any]]) -> None:
        for row in statements:
            rests = f"resting on {row['basis']}" if row.get("basis") else "computed, unofficial"
            if not reply.add(f"- in tierbook's words, {rests}: {row['text']}"):
                return
            self._quotes(reply, row["quotes"][:2])

    def _quotes(self, reply: Reply, quotes: list[Mapping[str, Any]]) -> None:
        for row in quotes:
            kind = "sample" if row["text_kind"] == "sample" else "stated"
            place = f"{kind}, {row['edition']}, {short_place(row['paragraph'], row['sentence'])}"
            link = permalink(self.site, row["document"], row["paragraph"], row["sentence"])
            if not reply.add_quote(row["text"], place, link):
                return

    def compare(self, units: str, variables: str = "") -> str:
        """Set countries and editions side by side on some variables, with the words behind each value."""
        asked = AskedPage(
            units=" ".join(units.replace(",", " ").split()),
            chosen=" ".join(variables.replace(",", " ").split()),
        )
        page = build_compare_page(asked)
        if page.errors or page.comparison is None:
            raise CannotAnswer(" ".join(page.errors) or f"{units} is not held.")
        comparison = page.comparison
        reply = Reply(f"compared: {units_in_words([row.unit for row in comparison.rows])}")
        if comparison.to_dict().get("unlike"):
            reply.add(
                "These are texts of unlike kinds: silence in a summary or excerpt says nothing."
            )
        for variable in comparison.variables:
            reply.add("", f"{comparison.labels.get(variable, variable)} ({variable})")
            for row in comparison.rows:
                cell = comparison.cell(row.unit, variable)
                if not self._cell(reply, row.unit, cell):
                    return reply.text("Name fewer variables.")
        return reply.text()

    def _cell(self, reply: Reply, unit: str, cell: Any) -> bool:
        if cell.first is None:
            absence = str(cell.absence)
            return reply.add(f"{unit}: {absence_in_words(absence).word} ({absence}); not *no*")
        value = cell.first
        facts = f" [{', '.join(value.facts)}]" if value.facts else ""
        if not reply.add(f"{unit}: {_OURS}: {value.words}{facts}"):
            return False
        self._quotes(reply, [q.to_dict() for q in value.quotes[:1]])
        return not reply.cut

    def cite(
        self,
        document_id: str,
        paragraph: int | None = None,
        sentence: int | None = None,
        style: str = "",
    ) -> str:
        """Cite a text, a paragraph or a sentence; a sample is cited as what it is."""
        content = self._content(document_id)
        coding, _ = shown_records(content)
        styles = [style] if style else list(STYLES)
        try:
            link = link_to(coding, content.document.digest, paragraph, sentence)
            cited = Asked(document_id, paragraph, sentence).citation(self.site, coding, link)
            lines = [f"{one}: {cited.text(one)}" for one in styles]
        except TierbookError as error:
            raise CannotAnswer(str(error)) from error
        reply = Reply(source_line(coding["document"]), *lines, *cited.notes)
        if paragraph is not None:
            layout = Layout(coding["narrative"])
            chosen = [
                s for s in layout.sentences.get(paragraph, ()) if sentence in (None, s["sentence"])
            ]
            rows = [
                {
                    "paragraph": paragraph,
                    "sentence": s["sentence"],
                    "text": layout.text[s["start"] : s["end"]],
                }
                for s in chosen
            ]
            reply.add_evidence(rows, document_id, self.site)
        return reply.text()

    def _records(self, document_id: str) -> tuple[dict[str, Any], dict[str, Any] | None]:
        return shown_records(self._content(document_id))

    def _content(self, document_id: str) -> Content:
        try:
            return content_of(document_id)
        except Problem as error:
            raise CannotAnswer(
                f"{error.detail} Search, or ask country_dossier, for ids."
            ) from error


def _head(document: Document) -> dict[str, Any]:
    return {
        "id": document.pk, "country": document.country, "edition": document.edition, "text_kind": document.text_kind,
    }  # fmt: skip


def _code(name: str) -> str:
    try:
        return resolve_country(name).code
    except TierbookError as error:
        raise CannotAnswer(str(error)) from error


def _value_lines(finding: Mapping[str, Any]) -> list[str]:
    variable = finding["variable"]
    facts = [
        f"{name}: {finding[name]}"
        for name in (
            "level",
            "place",
            "quality",
            "extent",
            "certainty",
            "said_by",
            "period",
            "actor",
        )
        if finding.get(name)
    ]
    words = value_in_words(variable, finding["value"]).word
    return [
        f"{describe_variable(variable).label} ({variable}); {_OURS}: {words}",
        *([", ".join(facts)] if facts else []),
    ]
