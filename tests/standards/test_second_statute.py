"""A statute that is not the TVPA: articles in place of sections, no lists, no presumption, no further parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tierbook.errors import NotInForce, StatuteInvalid, WrongUse
from tierbook.standards import (
    diff_of,
    law_in_force,
    law_of,
    lint_statutes,
    load_statutes,
    read_statutes,
    statute_ids,
)

FILES = {
    "statute.yaml": """
id: charter
version: charter/1
title: Charter of the River States
short: Charter
citation: Charter, as in Protocol {public_law}
act_number: Protocol {public_law}
checked: {edition: 2025, on: 2026-01-31, ahead: 0}
standards: {title: Duties, section: part I, about: Owed., numbered: "art. {n}", cite: "Charter, {paragraph}"}
criteria: {title: Measures, section: part II, about: Seen., numbered: "art. {n}", cite: "Charter, {paragraph}"}
""",
    "sources.yaml": "book: {title: The Charter, href: 'https://example.org/charter'}\n",
    "versions.yaml": """
verified_on: 2026-01-31
rule: {text: It binds from the day of signature., sources: [book]}
versions:
  first:
    act: Charter
    public_law: "0"
    signed: 2003-01-01
    effective: 2003-12-25
    first_edition: 2004
    last_edition: 2009
    confidence: verified
    sources: [book]
    note: As signed.
  second:
    act: Charter with its protocol
    public_law: "1"
    signed: 2009-01-01
    effective: 2009-06-01
    first_edition: 2010
    confidence: memory
    sources: [book]
    note: With the protocol.
""",
    "standards.yaml": """
verified_on: 2026-01-31
standards:
  duty.victims:
    label: Help for victims
    asks: Does it help victims?
    paragraph: {first: 6(3)}
    first_edition: 2004
    confidence: {first: verified}
    sources: [book]
scope: [{first_edition: 2004, text: It binds parties., sources: [book]}]
""",
    "criteria.yaml": """
verified_on: 2026-01-31
criteria:
  measure.shelter:
    label: Shelter
    asks: Does it give shelter?
    paragraph: {first: 6(3)(a), second: 7(1)}
    first_edition: 2004
    confidence: {first: verified, second: memory}
    sources: [book]
""",
    "judgements.yaml": """
combine: {only for: effort, only against: failure, both: mixed, neither: silent}
words: {effort: x, failure: x, mixed: x, silent: x, neither: x}
set_aside: []
presumption: []
no_presumption: The Charter presumes nothing.
silence: {narrative: Silence.}
unmapped: No variable.
computed: {narrative: None.}
""",
    "mapping.yaml": """
standards:
  duty.victims: {for: [protection.services is yes], against: [protection.services is no]}
criteria:
  measure.shelter: {for: [protection.shelter is yes], against: [protection.shelter is no]}
no_bearing: {"*": Two duties alone are laid beside narratives.}
""",
    "words.yaml": """
protection.services: {yes: help was given, no: no help was given, not_reported: help was not reported}
protection.shelter: {yes: shelter was given, no: no shelter was given, not_reported: shelter was not reported}
""",
}


@pytest.fixture
def charter(tmp_path: Path) -> Path:
    """The files of a statute of which nobody has heard."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_it_is_read_cited_and_compared_by_its_own_names(charter: Path) -> None:
    statutes = read_statutes(charter)
    law = law_of(statutes, 2012)
    assert law.statute == "charter"
    assert law.citation == "Charter, as in Protocol 1"
    assert [(e.paragraph, e.citation) for e in (*law.standards, *law.criteria)] == [
        ("art. 6(3)", "Charter, art. 6(3)"),
        ("art. 7(1)", "Charter, art. 7(1)"),
    ]
    assert law.tiers == {}
    assert law.parts == ()
    assert law.presumption is None
    shown = f"{law} {diff_of(statutes, 2004, 2012)}"
    for word in ("TVPA", "Act of 2000", "U.S.C.", "P.L.", "section 108", "Lists, or tiers"):
        assert word not in shown
    assert "From art. 6(3)(a) to art. 7(1)." in shown
    assert "renumbered by second, Protocol 1, to check" in shown


def test_an_edition_before_it_is_refused_in_its_own_name(charter: Path) -> None:
    with pytest.raises(NotInForce, match=r"Charter of the River States.*from 2004 to 2025"):
        law_of(read_statutes(charter), 2003)


def test_it_has_no_fault(charter: Path) -> None:
    assert lint_statutes(charter) == ()


def test_a_template_with_another_slot_is_refused(charter: Path) -> None:
    text = FILES["statute.yaml"].replace("Protocol {public_law}", "Protocol {number}", 1)
    (charter / "statute.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(StatuteInvalid, match=r"statute\.yaml:6.*public_law"):
        read_statutes(charter)


def test_the_statutes_of_the_package_are_known_by_id() -> None:
    assert statute_ids()[0] == "tvpa"
    assert load_statutes("tvpa") is not None
    assert law_in_force(2003, "tvpa").version == law_in_force(2003).version
    for unknown in ("nix", "../tvpa", ""):
        with pytest.raises(WrongUse, match="tvpa"):
            load_statutes(unknown)
