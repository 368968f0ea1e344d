"""The codebook's examples: what the handbook shows is what the rules coder does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest

from tests.coding.making import coding_of
from tierbook.codebook import Example, Variable, load_codebook
from tierbook.narrative import Pillar


def _examples() -> Iterator[tuple[Variable, Example]]:
    for variable in load_codebook().variables.values():
        for example in variable.examples:
            yield variable, example


@pytest.mark.parametrize(
    ("variable", "example"), list(_examples()), ids=lambda x: getattr(x, "id", str(x))
)
def test_the_rules_coder_does_what_the_handbook_shows(variable: Variable, example: Example) -> None:
    short = example.text[0].islower()
    coding = coding_of(
        example.text,
        country=example.country or "JPN",
        edition=example.edition or 2018,
        kind="summary" if short else "narrative",
        pillar=cast(Pillar | None, example.pillar),
    )
    findings = [f for f in coding.findings if f.variable == variable.id]
    if example.value == "not_stated":
        assert not findings
        return
    assert findings, [s for s in coding.silences if s.variable == variable.id]
    assert any(_matches(f.value, example.value) for f in findings), findings
    for words in example.evidence:
        assert any(words in e.text for f in findings for e in f.evidence), words


def _matches(value: object, wanted: object) -> bool:
    """A list holds all that is wanted; a record has the fields that are wanted."""
    if isinstance(wanted, (list, tuple)):
        if not isinstance(value, list):
            return False
        if wanted and isinstance(wanted[0], dict):
            return all(
                any(all(got.get(k) == x for k, x in want.items()) for got in value)
                for want in wanted
            )
        return sorted(map(str, value)) == sorted(map(str, wanted))
    return value == wanted
