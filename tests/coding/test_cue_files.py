"""A file of cues is named after its variable and stands where the variable stands in the codebook."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from tierbook.codebook import load_codebook
from tierbook.coding import cue_words
from tierbook.files import load_yaml

CUES = Path(str(files("tierbook.coding"))) / "cues"
PILLARS = ("prosecution", "protection", "prevention")


def test_paths_of_cues_mirror_those_of_variables() -> None:
    variables = load_codebook().variables
    paths = [path for pillar in PILLARS for path in sorted((CUES / pillar).glob("*.yaml"))]
    assert len(paths) > 60
    for path in paths:
        variable = variables[load_yaml(path)[0]["variable"]]
        assert (path.parent.name, path.stem) == (variable.pillar, variable.id)


def test_cues_are_for_variables_of_the_codebook() -> None:
    assert [i for i in cue_words() if i not in load_codebook().variables] == []


def test_every_answer_on_the_government_has_a_cue() -> None:
    asked = [
        variable.id
        for variable in load_codebook().variables.values()
        if variable.type == "yes_no" and variable.government and variable.pillar in PILLARS
    ]
    assert [i for i in asked if i not in cue_words()] == []
