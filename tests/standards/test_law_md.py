"""The tables of the notes on the law against the statute files, row by row and cell by cell.

A cell of prose is compared by what it must say; every other cell by its value. Where the files differ on purpose, the
difference stands in `DELIBERATE` with its reason: one that is missing there fails, and so does one that is no longer a
difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tierbook.standards import Provision, Version, history_of, law_in_force, load_statutes

Table = list[dict[str, str]]
Difference = tuple[str, str, str, str]  # row, column, what the notes say, what the files say

pytestmark = pytest.mark.shared

DELIBERATE: dict[Difference, str] = {
    ("tvpra2003", "last edition", "2007 (criteria)", "2007"): "only the criteria have forms of their own",
    ("tvpra2005", "first edition", "2008 for the criteria (delayed effect); 2006 for the rest", "2008; 2006"): (
        "the two editions are two keys, first_edition and rest_from"
    ),
    ("tvpra2008", "last edition", "2012 (2013 see note)", "2012"): "the doubt is told at the form that follows",
    ("tvpra2013", "first edition", "2013 or 2014 (see note)", "2013?2014"): "2013, with 2014 as the fallback",
    ("tvpra2018", "Public Law", "see left", "115-393, 115-425, 115-427"): "the notes name them under Act",
    ("tvpra2018", "Signed", "2018-12/2019-01", "2019-01-09"): "the day on which the last of the three was signed",
    ("tvpra2018", "last edition", "current", "-"): "one word for what still stands",
    ("jvta2015", "last edition", "-", ""): "an Act beside the forms has no last edition",
    ("tvppra2022", "last edition", "current", ""): "an Act beside the forms has no last edition",
}  # fmt: skip


@pytest.fixture(scope="module")
def notes(shared: Path) -> str:
    """The notes on the law."""
    return (shared / "domain" / "law.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tables(notes: str) -> dict[str, Table]:
    """Its tables, each under the heads of its first two columns."""
    found: dict[str, Table] = {}
    head: list[str] = []
    rows: Table = []
    for line in notes.splitlines():
        if not line.startswith("|"):
            head = []
            continue
        cells = [re.sub(r"[`*]", "", cell).strip() for cell in line.strip().strip("|").split("|")]
        if not head:
            head, rows = cells, []
            found["/".join(cells[:2])] = rows
        elif not set("".join(cells)) <= {"-", ":"}:
            rows.append(dict(zip(head, cells, strict=True)))
    return found


def _differences(table: Table, ours: Callable[[dict[str, str]], dict[str, str]]) -> set[Difference]:
    """Return the cells in which notes and files differ, of the columns that `ours` gives."""
    found: set[Difference] = set()
    for row in table:
        name = next(iter(row.values()))
        for column, value in ours(row).items():
            if row[column] != value:
                found.add((name, column, row[column], value))
    return found


def _deliberate(names: set[str]) -> set[Difference]:
    return {difference for difference in DELIBERATE if difference[0] in names}


def test_every_table_of_the_notes_is_compared_or_belongs_elsewhere(
    tables: dict[str, Table],
) -> None:
    here = {
        "version_id/Act", "id/asks (own words)", "id/what it asks (own words)", "tier/statutory list", "id/factor",
        "id/ground",
    }  # fmt: skip
    elsewhere = {"edition/countries", "edition/1"}  # waivers and placements: the clock's, no law
    assert set(tables) == here | elsewhere


def test_versions(tables: dict[str, Table]) -> None:
    statutes = load_statutes()

    def ours(row: dict[str, str]) -> dict[str, str]:
        act = statutes.act(row["version_id"])
        first, last = str(act.first_edition), ""
        if isinstance(act, Version):
            last = str(act.last_edition or "-")
            first += f"; {act.rest_from}" if act.rest_from else ""
            fallback = [r.fallback_edition for r in act.reservations if r.fallback_edition]
            first += f"?{fallback[0]}" if fallback else ""
        return {
            "Public Law": act.public_law,
            "Signed": act.signed,
            "first edition": first,
            "last edition": last,
        }

    rows = tables["version_id/Act"]
    names = [row["version_id"] for row in rows]
    assert names == [
        a.id for a in sorted((*statutes.versions, *statutes.acts), key=_order) if a.id != "atra2022"
    ]
    assert _differences(rows, ours) == _deliberate(set(names))
    for row in rows:
        act = statutes.act(row["version_id"])
        assert set(re.findall(r"20\d\d|Justice", act.act)) & set(
            re.findall(r"20\d\d|Justice", row["Act"])
        )
        if re.search(
            r"\bM\b", row["mark"].replace("117-347 M", "")
        ):  # in part from memory, and said to be
            known = (
                "memory" if isinstance(act, Version) and act.confidence == "memory" else act.note
            )
            assert "memory" in known, row["version_id"]
    assert "117-347 M" in next(r["mark"] for r in rows if r["version_id"] == "tvppra2022")
    assert "from memory" in statutes.act("atra2022").note


def _order(act: object) -> tuple[int, str]:
    first = getattr(act, "first_edition")  # noqa: B009
    return (2007 if getattr(act, "rest_from", None) else first, getattr(act, "signed"))  # noqa: B009


def test_standards(tables: dict[str, Table]) -> None:
    law = law_in_force(2025)
    standards = {entry.id: entry for entry in law.standards}

    def ours(row: dict[str, str]) -> dict[str, str]:
        entry = standards[row["id"]]
        last = entry.criterion.last_edition
        return {
            "valid_from": str(entry.criterion.first_edition),
            "valid_to": "-" if last is None else str(last),
            "citation": f"§108{entry.paragraph}",
        }

    rows = tables["id/asks (own words)"]
    assert [row["id"] for row in rows] == list(standards)
    assert _differences(rows, ours) == set()
    for entry in standards.values():  # the same in substance from 2000 on, which was read
        assert set(entry.criterion.confidences.values()) == {"verified"}


def test_criteria(tables: dict[str, Table]) -> None:
    statutes = load_statutes()
    criteria = {c.id: c for c in statutes.criteria}

    def ours(row: dict[str, str]) -> dict[str, str]:
        entry = criteria[row["id"]]
        cells = {}
        for form in statutes.versions:
            number = entry.paragraphs.get(form.id)
            open_ = any(d.fallback_edition == form.first_edition for d in entry.doubts)
            otherwise = "?" if open_ and entry.first_edition > form.first_edition else "-"
            cells[f"n@{form.id[-4:]}"] = re.sub(r"[()]", "", number) if number else otherwise
        first = str(entry.first_edition)
        form = next(v for v in statutes.versions if v.first_edition == entry.first_edition)
        delayed = any(d.fallback_edition == 2006 for d in entry.doubts)
        doubtful = any(r.fallback_edition for r in form.reservations)
        return {
            **cells,
            "valid_from_edition": f"{first} (see delay note)"
            if delayed
            else first + "?" * doubtful,
            "valid_to": "-" if entry.last_edition is None else str(entry.last_edition),
        }

    rows = tables["id/what it asks (own words)"]
    assert [row["id"] for row in rows] == list(criteria)
    assert _differences(rows, ours) == set()


def test_how_sure_each_criterion_is_in_each_form(tables: dict[str, Table], notes: str) -> None:
    """The notes verify the column of 2018, the data presumption since 2004 and demand from the Act of 2008."""
    assert "column n@2018 **[V:USC23]**" in notes
    assert 'All other "introduced in" cells **[M]**' in notes
    since_2003 = {"prosecution.data", "complicity.data"}
    from_2008 = {"demand.commercial_sex", "demand.sex_tourism"}
    for row in tables["id/what it asks (own words)"]:
        entry = next(c for c in load_statutes().criteria if c.id == row["id"])
        for form, confidence in entry.confidences.items():
            read = form == "tvpra2018" or entry.id in since_2003
            read = read or (entry.id in from_2008 and form == "tvpra2008")
            assert confidence == ("verified" if read else "memory"), (entry.id, form)


def test_what_the_notes_call_negative_or_presumed(tables: dict[str, Table]) -> None:
    for row in tables["id/what it asks (own words)"]:
        entry = next(c for c in load_statutes().criteria if c.id == row["id"])
        asks = row["what it asks (own words)"]
        assert entry.negative is ("negative sign" in asks)
        if "presum" in asks:
            assert entry.presumption
            grace = [change.first_edition for change in entry.changes]
            assert grace == [2006, 2019]
        assert _run_of_twelve(entry.asks, asks) is None


def test_delay_and_doubt_are_printed_with_their_reason(tables: dict[str, Table]) -> None:
    for row in tables["id/what it asks (own words)"]:
        since = row["valid_from_edition"]
        if since.isdecimal():
            continue
        entry = law_in_force(int(since[:4])).criterion(row["id"])
        assert entry.in_force == "in force (to check)"
        said = " ".join(entry.why)
        assert ("two of its insertions" if "delay" in since else "form of 2008") in said


def test_lists(tables: dict[str, Table]) -> None:
    tiers = {t.label: t for t in law_in_force(2025).tiers.values()}
    formulas = {
        "Tier 1": "meets",
        "Tier 2": "significant",
        "Tier 2 Watch List": "significant",
        "Tier 3": "not_significant",
    }

    def ours(row: dict[str, str]) -> dict[str, str]:
        test = tiers[row["tier"]]
        section = test.section.replace(" and ", " + ")
        return {"statutory list": "none in statute" if section == "none" else section}

    rows = tables["tier/statutory list"]
    assert [row["tier"] for row in rows] == list(tiers)
    assert _differences(rows, ours) == set()
    for row in rows:
        test, narrower = tiers[row["tier"]], "since 2019" in row["text of the test (own words)"]
        assert list(test.goes_with) == [f for f in [formulas.get(test.label)] if f]
        before = law_in_force(2018).tiers[test.id].test
        if narrower:
            assert test.test != before
            assert "concrete actions" in str(test.test)
        assert (law_in_force(2003).tiers[test.id].test is None) is (test.id == "2WL")


def test_factors_of_significant_efforts(tables: dict[str, Table]) -> None:
    factors = {p.id: p for p in load_statutes().provisions if p.id.startswith("sig.")}
    rows = tables["id/factor"]
    assert [row["id"] for row in rows] == list(factors)
    assert _differences(
        rows, lambda row: {"from edition": str(factors[row["id"]].first_edition)}
    ) == set()  # fmt: skip
    for row in rows:
        entry = factors[row["id"]]
        assert entry.last_edition is None
        letter = re.search(r"USC23 \((\w)\)", row["mark"])
        if letter:
            assert entry.paragraph == f"(b)(3)({letter[1]})"
        # the text was read and the date was not: to check at first, certain once a text of the time was read
        assert [entry.confidence_in(y) for y in (entry.first_edition, 2023)] == [
            "memory",
            "verified",
        ]
        assert entry.at(entry.first_edition).why  # type: ignore[union-attr]


def test_grounds_of_the_special_watch_list(tables: dict[str, Table]) -> None:
    grounds = {p.id: p for p in load_statutes().provisions if p.id.startswith("swl.")}
    rows = tables["id/ground"]
    assert [row["id"] for row in rows] == list(grounds)
    for row in rows:
        entry = grounds[row["id"]]
        numeral = re.match(r"\([iv]+\)(\([IV]+\))?", row["ground"])
        assert numeral is not None
        assert entry.paragraph == f"(b)(2)(A){numeral[0]}"
        assert entry.first_edition == 2004
        assert set(entry.confidences.values()) == {"verified"}
        later = row["2019+ editions"]
        assert (entry.at(2019) is None) is later.startswith("removed")
        if "proportional" in later:
            assert [w.how for w in entry.wordings] == ["added", "narrowed"]
            assert "proportion" in entry.wordings[1].text
        elif not later.startswith("removed"):
            assert len(entry.wordings) == 1


def test_proof_of_failure(notes: str) -> None:
    section = notes[notes.index("### 5.1") : notes.index("## 6.")]
    named = list(dict.fromkeys(re.findall(r"`(fail\.\w+)`", section)))
    entries = {p.id: p for p in load_statutes().provisions if p.id.startswith("fail.")}
    assert list(entries) == named
    numerals = re.findall(r"\((i|ii|iii|iv|v)\)", section)
    assert [e.paragraph for e in entries.values()] == [f"(b)(3)(B)({n})" for n in numerals]
    assert {e.confidence_in(2023) for e in entries.values()} == {"verified"}


def test_rules_of_the_clock(notes: str) -> None:
    """Section 6.1 and the rows of section 11: which rule holds for which editions."""
    rows = re.findall(r"`(\w+),(\d{4}),(\d{4})?,(\d)?,(\d)?,(\d)`", notes)
    assert [row[0] for row in rows] == ["pre2009", "w2", "w1"]
    for _, first, last, years, waivers, one_year in rows:
        for edition in {int(first), int(last or 2025)}:
            law = law_in_force(edition)
            assert (law.provision("clock.downgrade") is None) is (years == "")
            waiver, longest = law.provision("clock.waiver"), law.provision("clock.longest_run")
            if waivers:
                assert waiver is not None
                assert longest is not None
                words = {"1": ("one year", "Three"), "2": ("two years", "Four")}[waivers]
                assert f"up to {words[0]}" in waiver.text
                assert longest.text.startswith(words[1])
            else:
                assert waiver is longest is None
            assert (law.provision("clock.one_year") is not None) is (one_year == "1")
    conditions = notes[notes.index("- Waiver conditions") :].splitlines()[0]
    entries = [p for p in load_statutes().provisions if re.search(r"\(ii\)\(I+\)$", p.paragraph)]
    assert re.findall(r"\((I+)\)", conditions)[:3] == [
        e.paragraph.rpartition("(")[2].rstrip(")") for e in entries if e.part == "clock"
    ]
    assert "2010-09-20" in conditions
    assert "20 September 2010" in law_in_force(2011).provision("waiver.delegation").text  # type: ignore[union-attr]


def test_consequences(notes: str) -> None:
    section = notes[notes.index("## 7. Consequences") : notes.index("## 8.")]
    cited = set(re.findall(r"\(d\)\(\d\)|§110\((?:a|c)\)|\(f\)", section))
    ours = {re.match(r"(\(d\)\(\d\))|\(\w\)", p.paragraph)[0] for p in _part("consequences")}  # type: ignore[index]
    assert {c.removeprefix("§110") for c in cited} <= ours
    assert "2003 is the first edition with consequences" in section
    assert {p.first_edition for p in _part("consequences")} == {2001, 2003, 2004}
    assert [p.id for p in _part("consequences") if p.first_edition == 2001] == [
        "conseq.policy",
        "conseq.not_yet",
    ]
    assert "2003-35" in str(history_of(load_statutes(), "conseq.compliance").note)


def test_lists_beside_the_tiers(notes: str) -> None:
    from tierbook.places import resolve_country

    section = notes[notes.index("## 8. Other lists") : notes.index("## 9.")]
    entry = next(p for p in load_statutes().provisions if p.id == "list.child_soldiers")
    found = dict(re.findall(r"(20\d\d) = (?:\d+: )?([A-Z][^\[]+?) \[V", section))
    named = {str(n.edition): n for n in entry.named}
    assert set(named) == set(found)
    for edition, names in found.items():
        codes = {
            resolve_country(_plain(name), edition=int(edition)).code for name in names.split(", ")
        }
        assert set(named[edition].countries) == codes
        assert named[edition].confidence == "verified"
    policy = next(p for p in load_statutes().provisions if p.id == "list.policy_or_pattern")
    failing = notes[notes.index("### 5.1") :].splitlines()[1]
    listed = re.search(r"\(2020: ([^\[]+) \[M\]\)", failing)
    assert listed is not None
    codes = {resolve_country(_plain(name), edition=2020).code for name in listed[1].split(", ")}
    assert set(policy.named[0].countries) == codes
    assert policy.named[0].confidence == "memory"


def _plain(name: str) -> str:
    return {"CAR": "Central African Republic", "DRC": "Democratic Republic of the Congo", "DPRK": "North Korea"}.get(
        name, name
    )  # fmt: skip


def test_definitions(notes: str) -> None:
    section = notes[notes.index("## 9. Definitions") : notes.index("## 10.")]
    ours = {p.label.lower(): p.paragraph for p in _part("definitions")}
    pairs = re.findall(
        r"(Severe forms|Sex trafficking|Coercion|debt bondage|involuntary servitude|Concrete actions|"
        r"Credible information) \((\d+)\)", section,
    )  # fmt: skip
    assert len(pairs) == 7
    for name, number in pairs:
        label = next(known for known in ours if known.startswith(name.lower()))
        assert ours[label] == f"({number})"


def test_readings_of_the_department(notes: str) -> None:
    assert "four years' deprivation of liberty" in notes
    assert "four years" in law_in_force(2018).provision("reading.four_years").text  # type: ignore[union-attr]
    assert "at least 100 victims" in notes
    assert "hundred" in law_in_force(2008).provision("reading.significant_number").text  # type: ignore[union-attr]
    assert law_in_force(2009).provision("reading.significant_number") is None


def test_the_seven_surprises_each_have_a_note(notes: str) -> None:
    section = notes[notes.index("## 0.") : notes.index("## 1.")]
    surprises = re.findall(r"^\d\. ", section, re.M)
    told = [p.id for p in _part("notes")]
    assert len(told) == len(surprises) == 7
    # the third (no run longer than four, then three) is a rule of the clock; numbers that move have their own note
    assert law_in_force(2018).provision("clock.longest_run") is not None


def test_no_wording_is_taken_from_the_notes(notes: str) -> None:
    texts = [w.text for p in load_statutes().provisions for w in p.wordings]
    texts += [p.note for p in load_statutes().provisions if p.note]
    texts += [c.asks for c in (*load_statutes().criteria, *load_statutes().standards)]
    assert [run for run in (_run_of_twelve(text, notes) for text in texts) if run] == []


def _run_of_twelve(ours: str, theirs: str) -> str | None:
    """Return twelve words in a row that stand in both."""
    words = re.findall(r"\w+", ours.lower())
    other = " " + " ".join(re.findall(r"\w+", theirs.lower())) + " "
    runs = (" ".join(words[i : i + 12]) for i in range(len(words) - 11))
    return next((run for run in runs if f" {run} " in other), None)


def _part(part: str) -> list[Provision]:
    return [p for p in load_statutes().provisions if p.part == part]
