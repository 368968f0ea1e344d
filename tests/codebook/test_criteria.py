"""The criteria that a variable shows are those for which the law's mapping uses it."""

from __future__ import annotations

from importlib.resources import files

from tierbook.codebook import load_codebook
from tierbook.files import load_yaml


def test_criteria_agree_with_the_mapping_of_the_law() -> None:
    path = files("tierbook.standards").joinpath("statutes", "tvpa", "mapping.yaml")
    mapping = load_yaml(path)
    used: dict[str, set[str]] = {}
    for criterion, rules in [*mapping["standards"].items(), *mapping["criteria"].items()]:
        for side in ("for", "against", "presumed"):
            for rule in rules.get(side, []):
                used.setdefault(rule.split()[0], set()).add(criterion)
    variables = load_codebook().variables
    assert [v for v in used if v not in variables] == []
    # The factors of section 110(b)(3), `sig.*`, are weighed by the reader and have no mapping.
    shown = {v.id: {c for c in v.criteria if not c.startswith("sig.")} for v in variables.values()}
    differ = {i: (shown[i], used.get(i, set())) for i in shown if shown[i] != used.get(i, set())}
    assert differ == {}, "mend `criteria` of these variables, or statutes/tvpa/mapping.yaml"
