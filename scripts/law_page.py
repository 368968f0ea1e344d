"""Write docs/reference/law.md: every version and entry of the statute, with editions and how sure it is.

Usage: python scripts/law_page.py [--check]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tierbook.standards import LawHistory, Statutes, Version, all_histories, load_statutes

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = REPOSITORY / "docs" / "reference" / "law.md"
HEAD = """# The law on file

The Report is a legal act, and each edition has its own law. tierbook holds the Trafficking Victims Protection Act of
2000 in every form: standards, criteria, lists, the watch list with its grounds and its clock, what is weighed for
Tier 3 and what follows from it, definitions, and how the Department reads all that. The wordings are ours; the text
of the statute is at the sources. `scripts/law_page.py` writes the tables below from
`src/tierbook/standards/statutes/`.

```
tierbook law 2003                          # the law of an edition
tierbook law diff 2003 2009                # what changed between two, and by which Act
tierbook law show demand.commercial_sex    # one entry over all editions
tierbook law lint                          # the faults of the files
```

With `--format json`, `jsonl` or `csv` each entry is a row: part, id, paragraph, what it says, `confidence`,
`to_check` with the reasons, citation, sources, `verified_on`. From Python:

```python
from tierbook.standards import law_diff, law_history, law_in_force

law = law_in_force(2019)
law.criterion("prosecution.data").paragraph  # "(b)(1)"
law.provision("swl.commitments")  # None: it no longer stood
law.part("grounds")  # the grounds as they stood
law_diff(2003, 2009).of("added")
law_history("demand.commercial_sex").at(2009)
```

`print()` shows any of them as text, a notebook as tables, `to_dict()` as data (`law.to_dict(everything=True)` for the
whole).

## How sure an entry is

| `confidence` | means | printed as |
|---|---|---|
| `verified` | a source was read that says so | in force (certain) |
| `derived` | it follows from published data | in force (derived from published data) |
| `memory` | nobody has read the place yet | in force (to check), with the reason |

A part that is no law is printed as *practice* or *note* in place of *in force*. Nothing automatic rests on a fact
from memory alone: `basis_of(law, ids)` gives the facts behind a result and says so, and a test asks it for every
standard, list, ground and rule of the clock in every edition. For the editions 2013 to 2018 the form and most
criteria in it are both from memory; they are judged, and marked as to check.

Three dates are kept apart and never worked out from each other: `signed`, `effective`, `first_edition`. Where a first
edition is open, the entry says which edition it would be otherwise (`fallback_edition`): 2014 for what the Act of
2013 brought, 2006 for five insertions of the Act of 2005.

"""
FOOT = """## What is not on file

- The text of the Acts. Sections 108 and 110 were read in the Code of January 2002 (the opening) and of April 2023
  (whole), with the page of 117 Stat. that makes the watch list and the clause of P.L. 109-164 that delays. The pages
  of P.L. 109-164 section 104, P.L. 110-457 section 106 and P.L. 113-4 section 1204 that say which words came when
  were not reached.
- Which of the three Acts of December 2018 and January 2019 wrote which part of section 110(b).
- Amendments after April 2023. None was found, which proves nothing. Editions after the last one checked are answered
  with that reservation.
- Lists of child-soldier governments for other editions than those named, and special cases of other editions than
  those named.
- Waivers granted and placements: they are facts about countries, not law.

## What no entry says

The law has no thresholds and gives the criteria no weights. So tierbook may say which criteria stood, which sentences
bear on each and on which the text is silent; it may count years on the watch list and say what may follow. It may not
say which tier a government ought to have.
"""


def main() -> int:
    """Write the page, or with --check tell whether it is up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    text = page(load_statutes())
    if not parser.parse_args().check:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PAGE.relative_to(REPOSITORY)} is not what the files say: run {Path(__file__).name}")
    return 1


def page(statutes: Statutes) -> str:
    """Return the whole page."""
    parts = [HEAD, *_versions(statutes), *_entries(statutes), FOOT]
    return "".join(parts)


def _versions(statutes: Statutes) -> Iterator[str]:
    yield "## Versions\n\n"
    number = statutes.identity.act_number
    yield from _table(
        ("form", "Act", "number", "signed", "in effect", "editions", "criteria", "how sure"),
        (
            (
                f"`{v.id}`",
                v.act,
                number.format(public_law=v.public_law),
                v.signed,
                v.effective,
                _range(v.first_edition, v.last_edition),
                sum(v.id in c.paragraphs for c in statutes.criteria),
                _sure(v),
            )
            for v in statutes.versions
        ),
    )
    yield "\n"
    for version in statutes.versions:
        open_dates = " ".join(
            f"Open for {_range(doubt.first_edition, doubt.last_edition)}: {doubt.text}"
            for doubt in version.reservations
        )
        yield f"- `{version.id}`: {version.note} {open_dates}".rstrip() + "\n"
    yield "\nActs that left standards and criteria as they were:\n\n"
    for act in statutes.acts:
        cited = number.format(public_law=act.public_law)
        yield f"- `{act.id}`: {act.act}, {cited}, since the edition of {act.first_edition}. {act.note}\n"
    yield "\nProposals that are no law in any source read:\n\n"
    for bill in statutes.bills:
        yield f"- {bill.text}\n"


def _sure(version: Version) -> str:
    return {"verified": "certain", "derived": "derived", "memory": "to check"}[version.confidence]


def _entries(statutes: Statutes) -> Iterator[str]:
    histories = list(all_histories(statutes))
    identity = statutes.identity
    about = {
        "standards": identity.standards.about,
        "criteria": identity.criteria.about,
        "tiers": identity.tiers.about if identity.tiers else "",
        **{part.id: part.about for part in statutes.parts},
    }
    for title in dict.fromkeys(history.part_title for history in histories):
        rows = [history for history in histories if history.part_title == title]
        yield f"\n## {title}\n\n"
        if about.get(rows[0].part):
            yield f"{about[rows[0].part]}\n\n"
        yield from _table(
            ("id", "name", "paragraph", "editions", "to check for"),
            ((f"`{h.id}`", h.label, _paragraphs(h), _stood(h), _to_check(h)) for h in rows),
        )
    yield "\n"


def _paragraphs(history: LawHistory) -> str:
    """Return the paragraph; where it moved, each with the edition since which it holds."""
    moved: dict[str, int] = {}
    for span in history.spans:
        moved.setdefault(span.paragraph, span.first_edition)
    if len(moved) == 1:
        return next(iter(moved)) or "none"
    return "; ".join(f"{paragraph} since {first}" for paragraph, first in moved.items())


def _stood(history: LawHistory) -> str:
    return _range(history.spans[0].first_edition, history.spans[-1].last_edition)


def _to_check(history: LawHistory) -> str:
    ranges: list[tuple[int, int | None]] = []
    for span in history.spans:
        if span.confidence != "memory":
            continue
        if ranges and ranges[-1][1] == span.first_edition - 1:
            ranges[-1] = (ranges[-1][0], span.last_edition)
        else:
            ranges.append((span.first_edition, span.last_edition))
    return ", ".join(_range(first, last) for first, last in ranges) or "nothing"


def _range(first: int, last: int | None) -> str:
    if last is None:
        return f"{first} on"
    return str(first) if first == last else f"{first} to {last}"


def _table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |\n"


if __name__ == "__main__":
    sys.exit(main())
