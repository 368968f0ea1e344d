"""Rows of facts that texts are read against: placements, the law's criteria, and what other tables name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tierbook.codebook import load_codebook
from tierbook.dossier import HeldText, column_stem
from tierbook.dossier import TableCell as Cell
from tierbook.editions import EDITIONS, History
from tierbook.places import get_country
from tierbook.release.dataset.described import DataTable, Rights
from tierbook.release.dataset.text_rows import Put, head_of, yes_no

__all__ = [
    "code_rows",
    "country_rows",
    "dictionary_rows",
    "edition_rows",
    "put_assessment",
    "put_placements",
    "rights_rows",
    "variable_rows",
]


def put_assessment(text: HeldText, put: Put) -> None:
    """Make the rows of what the law asks of a text, where it was assessed; the computed tier is in no release."""
    found = text.assessment
    if found is None:
        return
    head = head_of(text)
    put(
        "assessments",
        {
            **head,
            "law": found["law_version"],
            "statutes": found["versions"].get("statutes"),
            "stated_tier": found["stated_tier"],
            "stated_standards": found["stated_formula"],
            "contradictions": len(found["contradictions"]),
        },
    )
    for row in (*found["standards"], *found["criteria"]):
        put(
            "judgements",
            {
                **head,
                "criterion": row["id"],
                "label": row["label"],
                "paragraph": row["paragraph"],
                "computed_judgement": row["judgement"],
                "leaning": row["leaning"],
                "n_for": len(row["for"]),
                "n_against": len(row["against"]),
                "presumed": yes_no(row["presumed"]),
            },
        )


def put_placements(history: History, put: Put) -> None:
    """Make the rows of official placements, of what each source says, and of the sources."""
    sources: dict[str, Any] = {}
    for placed in history:
        unit: dict[str, Cell] = {"iso3": placed.country, "edition": placed.edition}
        named = (placed.waiver_source, placed.reassessed_source)
        for source in (*(c.source for c in placed.claims), *placed.sources, *filter(None, named)):
            sources.setdefault(source.id, source)
        waiver = placed.waiver_source
        put(
            "tiers",
            {
                **unit,
                "tier": placed.tier,
                "tier_reassessed": placed.reassessed,
                "reassessed_on": placed.reassessed_on,
                "waiver": placed.waiver,
                "waiver_status": placed.waiver_status,
                "support": placed.support,
                "source": ";".join(source.id for source in placed.sources),
                "waiver_source": None if waiver is None else waiver.id,
                "disputed": ";".join(f"{c.tier}={c.source.id}" for c in placed.disputed),
                "ruling": placed.ruling,
            },
        )
        for n, claim in enumerate(placed.claims, 1):
            told = {"n": n, "tier": claim.tier, "source": claim.source.id, "support": claim.support}
            put("tier_claims", {**unit, **told, "in_text": claim.document or None})
    for _, source in sorted(sources.items()):
        put(
            "sources",
            {
                "source": source.id,
                "title": source.title,
                "address": source.href or None,
                "kind": source.kind,
                "official": yes_no(source.official),
            },
        )


def variable_rows() -> Iterator[Mapping[str, Cell]]:
    """Yield the variables of the codebook."""
    for one in load_codebook().variables.values():
        yield {
            "variable": one.id,
            "label": one.label,
            "question": one.question,
            "type": one.type,
            "vocabulary": one.vocabulary,
            "pillar": one.pillar,
            "government": yes_no(one.government),
            "first_edition": one.first_edition,
            "last_edition": one.last_edition,
            "rule": one.rule,
            "not_this": one.not_this,
            "panel_column": column_stem(one.id),
        }


def code_rows(tables: Mapping[str, DataTable]) -> Iterator[Mapping[str, Cell]]:
    """Yield every code that a table or a list of codes has, by vocabulary."""
    book = load_codebook().vocabularies
    seen: dict[str, None] = {}
    for table in tables.values():
        for column in table.columns:
            if column.vocabulary and column.vocabulary not in seen and not table.panel:
                seen[column.vocabulary] = None
                for one in column.shape.codes:
                    yield _code(column.vocabulary, one.code, one.number, one.label)
    for name, words in book.items():
        if name not in seen:
            for n, (code, label) in enumerate(words.items(), 1):
                yield _code(name, code, n, label or code)


def _code(vocabulary: str, code: str, number: int, label: str) -> dict[str, Cell]:
    return {"vocabulary": vocabulary, "code": code, "number": number, "label": label}


def country_rows(named: Counter[str], year: int) -> Iterator[Mapping[str, Cell]]:
    """Yield the countries that any table names, with how many texts of each there are."""
    for code in sorted(named):
        place = get_country(code)
        yield {
            "iso3": code,
            "name": place.name_in(year),
            "region": place.region,
            "texts": named[code],
        }


def edition_rows(
    texts: Mapping[int, set[str]], held: Mapping[int, int], history: History
) -> Iterator[Mapping[str, Cell]]:
    """Yield the editions of the Report, with the number of texts and countries of each, and of placements."""
    placed = Counter(p.edition for p in history)
    known = {edition.year: edition for edition in EDITIONS}
    for year in sorted({*known, *held, *placed}):
        edition = known.get(year)
        start, end = (None, None) if edition is None else edition.period
        yield {
            "edition": year,
            "published": None if edition is None else edition.published,
            "period_starts": start,
            "period_ends": end,
            "texts": held.get(year, 0),
            "countries": len(texts.get(year, ())),
            "placements": placed.get(year, 0),
        }


def rights_rows(tables: Mapping[str, DataTable]) -> Iterator[Mapping[str, Cell]]:
    """Yield whose work each table is."""
    for table in tables.values():
        of: Rights = table.rights
        yield {
            "table_name": table.name,
            "rights": of.label,
            "licence": of.licence,
            "licence_title": of.licence_title,
            "licence_address": of.licence_href or None,
            "statement": table.rights_told,
        }


def dictionary_rows(tables: Mapping[str, DataTable]) -> Iterator[Mapping[str, Cell]]:
    """Yield every column of every table."""
    for table in tables.values():
        refers = {r.columns[0]: r.table for r in table.references if len(r.columns) == 1}
        for n, column in enumerate(table.columns, 1):
            yield {
                "table_name": table.name,
                "column_name": column.name,
                "position": n,
                "kind": column.shape.kind,
                "label": column.shape.label,
                "vocabulary": column.vocabulary,
                "needed": yes_no(column.needed),
                "refers": refers.get(column.name),
                "missing": ";".join(why.value for why in column.missing),
            }
