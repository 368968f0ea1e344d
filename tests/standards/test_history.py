"""The history of an entry and the difference of two editions tell the same story as the law of each edition."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierbook.errors import NotInForce
from tierbook.files import canonical_json
from tierbook.standards import all_histories, law_diff, law_history, law_in_force, load_statutes

EDITIONS = range(2001, 2027)
HISTORIES = list(all_histories(load_statutes()))
editions = st.sampled_from(list(EDITIONS))


def test_ids_are_found_once() -> None:
    ids = [history.id for history in HISTORIES]
    assert len(ids) == len(set(ids))
    assert all(law_history(entry) for entry in ids[:3])


@pytest.mark.parametrize("history", HISTORIES, ids=lambda h: h.id)
def test_the_spans_of_an_entry_are_a_line_without_overlap(history: object) -> None:
    spans = history.spans  # type: ignore[attr-defined]
    for one, other in pairwise(spans):
        assert one.last_edition is not None
        assert one.last_edition + 1 == other.first_edition
    steps = history.steps  # type: ignore[attr-defined]
    assert [step.edition for step in steps] == sorted(step.edition for step in steps)
    assert (steps[0].how, steps[0].edition) == ("added", spans[0].first_edition)
    assert [s.how for s in steps].count("added") == 1
    dropped = spans[-1].last_edition
    assert (steps[-1].how == "dropped") is (dropped is not None)


@pytest.mark.parametrize("edition", EDITIONS)
def test_histories_and_law_agree_in_every_edition(edition: int) -> None:
    law = law_in_force(edition)
    stood = {h.id: h.at(edition) for h in HISTORIES if h.id != "scope"}
    rows = {row["id"]: row for row in law.rows()}
    assert {entry for entry, span in stood.items() if span} == set(rows)
    for entry, row in rows.items():
        span = stood[str(entry)]
        assert span is not None
        assert (span.paragraph, span.confidence) == (row["paragraph"], row["confidence"])
        assert span.text == row["asks"]
    scope = next(h for h in HISTORIES if h.id == "scope").at(edition)
    assert scope is not None
    assert scope.text == law.scope


@given(editions, editions)
def test_what_was_added_and_dropped_is_what_stands_in_one_edition_alone(a: int, b: int) -> None:
    earlier, later = sorted((a, b))
    found = law_diff(a, b)
    before, after = (
        {r["id"] for r in law_in_force(e).rows() if r["part"] != "notes"} for e in (earlier, later)
    )
    assert {change.id for change in found.of("added")} == after - before
    assert {change.id for change in found.of("dropped")} == before - after
    same = {history.id for history in found.same}
    assert same | {change.id for change in found.changes} >= {*before, *after, "scope"}
    assert not same & {change.id for change in found.changes}
    for history in found.same:
        then, now = history.at(earlier), history.at(later)
        assert then is not None
        assert now is not None
        assert (then.paragraph, then.text) == (now.paragraph, now.text)
    assert canonical_json(found.to_dict()) == canonical_json(law_diff(b, a).to_dict())


@given(editions, editions, editions)
def test_a_difference_is_made_of_the_differences_between(a: int, b: int, c: int) -> None:
    first, middle, last = sorted((a, b, c))

    def steps(one: int, other: int) -> list[tuple[str, int, str]]:
        changes = law_diff(one, other).changes
        return [(change.id, step.edition, step.how) for change in changes for step in change.steps]

    assert sorted(steps(first, last)) == sorted([*steps(first, middle), *steps(middle, last)])
    acts = [act.id for act in law_diff(first, last).acts]
    assert acts == [
        a.id for pair in ((first, middle), (middle, last)) for a in law_diff(*pair).acts
    ]


@given(editions)
def test_an_edition_does_not_differ_from_itself(edition: int) -> None:
    found = law_diff(edition, edition)
    assert found.changes == found.acts == ()
    assert "Nothing that is on file changed." in str(found)


def test_demand_from_2003_to_2025() -> None:
    history = law_history("demand.commercial_sex")
    assert history.gap_before == (2001, 2007)
    assert [(s.first_edition, s.last_edition, s.paragraph) for s in history.spans] == [
        (2008, 2008, "(b)(3)"),
        (2009, 2012, "(b)(11)"),
        (2013, 2018, "(b)(12)(A)"),
        (2019, None, "(b)(12)(A)"),
    ]
    assert [(s.edition, s.how, s.act.id if s.act else None) for s in history.steps] == [
        (2008, "added", "tvpra2005"),
        (2009, "renumbered", "tvpra2008"),
        (2009, "reworded", "tvpra2008"),
        (2013, "renumbered", "tvpra2013"),
    ]
    assert [(d.first_edition, d.fallback_edition) for d in history.doubts] == [(2006, 2006)]


def test_what_came_between_2003_and_2009() -> None:
    found = law_diff(2003, 2009)
    assert [act.id for act in found.acts] == ["tvpra2003", "tvpra2005", "tvpra2008"]
    changes = {change.id: change for change in found.changes}
    assert len([c for c in found.of("added") if c.history.part == "criteria"]) == 25 - 9
    assert changes["scope"].how == ("widened",)
    assert changes["demand.commercial_sex"].how == ("added",)
    assert [step.edition for step in changes["demand.commercial_sex"].steps] == [2008, 2009, 2009]
    assert changes["special.little_information"].how == ("passed",)
    assert not [change for change in found.changes if change.history.kind == "note"]


def test_what_the_acts_of_2018_and_2019_did_to_the_watch_list() -> None:
    changes = {change.id: change for change in law_diff(2018, 2019).changes}
    assert changes["swl.commitments"].how == ("dropped",)
    assert changes["swl.victims"].how == changes["clock.waiver"].how == ("narrowed",)
    assert changes["clock.one_year"].how == ("added",)
    assert "swl.no_increase" not in changes
    assert {act.id for act in changes["swl.commitments"].acts} == {"tvpra2018"}


def test_an_unknown_entry_is_refused_with_those_of_its_kind() -> None:
    with pytest.raises(NotInForce, match=r"swl\.victims"):
        law_history("swl.number")


@pytest.mark.parametrize(
    "shown", [law_in_force(2019), law_diff(2003, 2019), law_history("swl.victims")]
)
def test_what_is_printed_in_a_notebook_is_whole_and_escaped(shown: object) -> None:
    html = shown._repr_html_()  # type: ignore[attr-defined]
    assert html.count("<table>") == html.count("</table>") >= 1
    assert "->" not in html
    assert max(len(line) for line in str(shown).splitlines() if "http" not in line) <= 100
