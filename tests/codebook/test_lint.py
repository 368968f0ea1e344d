"""Every kind of fault in what people write is found, with file, line and remedy; the file without it has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tierbook.codebook import compile_codebook, lint_codebook
from tierbook.codebook.coverage import find_gaps
from tierbook.codebook.lint import read_folder
from tierbook.errors import CodebookInvalid
from tierbook.files import find_line

VOCABULARIES = """\
answers: {"yes": Yes, "no": No, mixed: Mixed, not_reported: Not reported}
pillars: {prosecution: Prosecution, protection: Protection}
units: {persons: Persons}
colours: {red: Red, blue: Blue}
"""
INDICES = """\
hti: {domesticlaws: Law}
three_p: {prosecution: Prosecution}
htc: {no_law: No law, law_allforms: All forms}
"""
HEAD = """\
id: small
version: 1
label: A small codebook
order:
  - prosecution.convicted
  - prosecution.colour
"""
CONVICTED = """\
id: prosecution.convicted
label: Convictions
question: Did courts convict traffickers?
type: yes_no
pillar: prosecution
government: yes
editions: {from: 2001}
maps:
  hti: {domesticlaws: [yes, mixed]}
  three_p: {prosecution: enforcement}
  htc: {no_law: no, law_allforms: any}
rule: Courts convicted somebody.
reference: {title: A law, href: "https://example.org/law"}
examples:
  - id: plain
    text: Courts convicted two traffickers.
    value: yes
    evidence: Courts convicted two
  - id: none
    text: Courts convicted nobody.
    value: no
    evidence: [Courts, convicted nobody]
  - id: smugglers
    text: Courts convicted smugglers.
    value: not_stated
    why: smuggling is another crime
  - id: silence
    text: The shelter was full.
    value: not_stated
"""
COLOUR = """\
id: prosecution.colour
label: Colour
question: Which colour?
type: category
vocabulary: colours
pillar: prosecution
government: no
editions: {from: 2004, to: 2010}
rule: The colour named.
examples:
  - {id: one, edition: 2004, text: It is red., value: red, evidence: red}
  - {id: two, text: It is blue., value: blue, evidence: blue}
  - {id: near, text: It is not red., value: not_stated, why: what it is not}
  - {id: silence, text: It is large., value: not_stated}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small = tmp_path / "small"
    (small / "variables" / "prosecution").mkdir(parents=True)
    (tmp_path / "vocabularies.yaml").write_text(VOCABULARIES, encoding="utf-8")
    (small / "codebook.yaml").write_text(HEAD, encoding="utf-8")
    (small / "indices.yaml").write_text(INDICES, encoding="utf-8")
    (small / "uncovered.yaml").write_text("htc: {}\n", encoding="utf-8")
    (small / "variables" / "prosecution" / "prosecution.convicted.yaml").write_text(
        CONVICTED, encoding="utf-8"
    )
    (small / "variables" / "prosecution" / "prosecution.colour.yaml").write_text(
        COLOUR, encoding="utf-8"
    )
    return small


def test_a_sound_folder_has_no_faults(folder: Path) -> None:
    assert lint_codebook(folder) == ()
    assert compile_codebook(folder).startswith(b'{"format":')


CONVICTED_FAULTS = [
    ("label: Convictions", "lable: Convictions", 2, "lable: unknown key"),
    ("label: Convictions\n", "", 1, "label: missing key"),
    ("label: Convictions", "label: Convictions\nlabel: Again", 3, "'label' stands twice"),
    ("label: Convictions", "label: [Convictions", None, "no YAML"),
    ("label: Convictions", "label: colour", None, "is that of"),
    ("traffickers?", "traffickers", 3, "question"),
    ("type: yes_no", "type: yesno", 4, "'yesno'"),
    ("type: yes_no", "type: category", 4, "no vocabulary"),
    ("government: yes", "government: maybe", 6, "'maybe'"),
    ("government: yes", "government: yes\nvocabulary: colours", 7, "takes no vocabulary"),
    ("government: yes", "government: yes\nunit: miles", 7, "unknown unit 'miles'"),
    ("pillar: prosecution", "pillar: defence", 5, "unknown pillar 'defence'"),
    ("pillar: prosecution", "pillar: protection", 5, "the folder is 'prosecution'"),
    ("id: prosecution.convicted", "id: prosecution.convictions", 1, "prosecution.convictions"),
    ("{from: 2001}", "{from: 1999}", 7, "editions.from"),
    ("{from: 2001}", "{from: 2010, to: 2004}", 7, "last edition is before the first"),
    ("{from: 2001}", "{from: 2001, until: 2004}", 7, "editions.until: unknown key"),
    ("https://example.org", "example.org", 13, "reference.href"),
    ("rule: Courts convicted somebody.", "rule: ' '", 12, "rule: nothing is said"),
    ("rule: C", "criteria: [law]\nrule: C", 12, "criteria.0"),
    ("Courts convicted two\n", "Courts sentenced two\n", 18, "does not occur in its text"),
    ("    evidence: Courts convicted two\n", "", 17, "has no evidence"),
    ("value: yes", "value: certainly", 17, "'certainly' is no code of the vocabulary answers"),
    ("id: none", "id: plain", 19, "stands twice"),
    ("id: none", "id: None of them", 19, "examples.1.id"),
    ("    why: smuggling is another crime\n", "", 14, "a counter-example"),
    ("    text: The shelter was full.\n    value: not_stated\n",
     "    text: The shelter was full.\n    value: not_stated\n    why: full\n", 14, "a silence"),
    ("    text: The shelter was full.\n", "    text: The shelter was full.\n    evidence: full\n", 29,
     "yet there is evidence"),
    ("    value: no\n    evidence: [Courts, convicted nobody]\n", "    value: not_stated\n", 14,
     "2 examples with a value (there are 1)"),
    ("    value: no\n", "    value: no\n    pillar: defence\n", 22, "unknown pillar 'defence'"),
    ("    value: no\n", "    value: no\n    country: Japan\n", 22, "examples.1.country"),
    ("    value: no\n", "    value: no\n    colour: red\n", 22, "colour: unknown key"),
    ("    value: no\n", "    value: no\n    text_kind: poem\n", 22, "text_kind"),
    ("{domesticlaws: [yes, mixed]}", "{domesticlaw: [yes, mixed]}", 9, "hti has no name 'domesticlaw'"),
    ("{domesticlaws: [yes, mixed]}", "{domesticlaws: [yes, red]}", 9, "'red' is no value"),
    ("{domesticlaws: [yes, mixed]}", "{domesticlaws: []}", 9, "maps.hti.domesticlaws"),
    ("three_p: {prosecution", "three_p: {defence", 10, "three_p has no name 'defence'"),
    ("{no_law: no", "{no_laws: no", 11, "perhaps no_law is meant"),
    ("{no_law: no", "{no_law: not_stated", 11, "'not_stated' is no value"),
    ("  htc:", "  htd:", 11, "maps.htd: unknown key"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "words"), CONVICTED_FAULTS)
def test_a_fault_is_named_with_file_line_and_remedy(
    folder: Path, old: str, new: str, line: int | None, words: str
) -> None:
    path = folder / "variables" / "prosecution" / "prosecution.convicted.yaml"
    assert old in CONVICTED
    path.write_text(CONVICTED.replace(old, new, 1), encoding="utf-8")
    faults = [f for f in lint_codebook(folder) if words in str(f)]
    assert faults, [str(f) for f in lint_codebook(folder)]
    assert faults[0].remedy
    place = faults[0].where or ""
    assert place.startswith(str(folder))
    if line is not None:
        assert place == f"{path}:{line}"
    with pytest.raises(CodebookInvalid):
        compile_codebook(folder)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("vocabulary: colours", "vocabulary: colors", "unknown vocabulary 'colors'"),
        ("value: red", "value: rde", "perhaps red is meant"),
        ("edition: 2004, text", "edition: 2003, text", "not asked in the edition of 2003"),
        ("edition: 2004, text", "edition: 2011, text", "not asked in the edition of 2011"),
        ("government: no", "government: no\nlabel2: x", "unknown key"),
    ],
)
def test_faults_of_a_category(folder: Path, old: str, new: str, words: str) -> None:
    path = folder / "variables" / "prosecution" / "prosecution.colour.yaml"
    path.write_text(COLOUR.replace(old, new, 1), encoding="utf-8")
    assert any(words in str(f) for f in lint_codebook(folder))


def test_the_last_edition_asked_is_in_range(folder: Path) -> None:
    path = folder / "variables" / "prosecution" / "prosecution.colour.yaml"
    path.write_text(COLOUR.replace("edition: 2004, text", "edition: 2010, text"), encoding="utf-8")
    assert lint_codebook(folder) == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  - prosecution.colour\n", "", "does not stand in the order"),
        ("  - prosecution.colour\n", "  - prosecution.colour\n" * 2, "twice in the order"),
        (
            "  - prosecution.colour\n",
            "  - prosecution.colour\n  - prosecution.shape\n",
            "has no file",
        ),
        ("id: small", "id: tiny", "the folder is 'small'"),
        ("version: 1", "version: one", "version"),
        ("label: A small codebook", "title: A small codebook", "unknown key"),
    ],
)
def test_faults_of_the_head(folder: Path, old: str, new: str, words: str) -> None:
    (folder / "codebook.yaml").write_text(HEAD.replace(old, new), encoding="utf-8")
    assert any(words in str(f) and f.remedy for f in lint_codebook(folder))


def test_a_reason_for_a_name_that_no_index_has_is_named(folder: Path) -> None:
    (folder / "uncovered.yaml").write_text("htc:\n  no_laws: rarely said\n", encoding="utf-8")
    (fault,) = lint_codebook(folder)
    assert fault.where == f"{folder / 'uncovered.yaml'}:2"
    assert "no_law is meant" in str(fault)


def test_maps_need_the_names_of_the_other_codebooks(folder: Path) -> None:
    (folder / "indices.yaml").unlink()
    assert all("no name" in str(fault) for fault in lint_codebook(folder))
    assert len(lint_codebook(folder)) == 4


def test_names_covered_and_not_are_told_apart(folder: Path) -> None:
    codebook, faults = read_folder(folder)
    assert codebook is not None
    assert faults == ()
    assert codebook.variables["prosecution.convicted"].maps.htc == {
        "no_law": ("no",),
        "law_allforms": ("any",),
    }
    assert find_gaps(codebook) == ((), ())
    (folder / "indices.yaml").write_text(INDICES.replace("no_law: No law", "no_law: x, y: z"))
    (folder / "uncovered.yaml").write_text("htc: {no_law: rarely said}\n", encoding="utf-8")
    codebook, _ = read_folder(folder)
    assert codebook is not None
    assert find_gaps(codebook) == (("y",), ("no_law",))


def test_a_missing_head_or_vocabulary_file_is_named(folder: Path) -> None:
    (folder / "codebook.yaml").unlink()
    assert "codebook.yaml: the file is missing" in str(lint_codebook(folder)[0])
    with pytest.raises(CodebookInvalid, match="missing"):
        compile_codebook(folder)
    (folder.parent / "vocabularies.yaml").unlink()
    assert any("vocabularies.yaml: the file is missing" in str(f) for f in lint_codebook(folder))


def test_a_file_that_is_not_utf8_is_named(folder: Path) -> None:
    path = folder / "variables" / "prosecution" / "prosecution.colour.yaml"
    path.write_bytes(COLOUR.encode().replace(b"Colour", b"Couleur pr\xe9f\xe9r\xe9e", 1))
    assert any("not UTF-8" in str(f) for f in lint_codebook(folder))


def test_two_files_with_one_id_are_named(folder: Path) -> None:
    other = folder / "variables" / "protection"
    other.mkdir()
    (other / "prosecution.colour.yaml").write_text(COLOUR, encoding="utf-8")
    assert any("is taken" in str(f) for f in lint_codebook(folder))


def test_compiling_names_the_first_fault_and_counts_the_others(folder: Path) -> None:
    path = folder / "variables" / "prosecution" / "prosecution.convicted.yaml"
    path.write_text(CONVICTED.replace("value: yes", "value: oui").replace("id: none", "id: plain"))
    with pytest.raises(CodebookInvalid, match="1 more fault"):
        compile_codebook(folder)


def test_the_line_of_a_key_that_is_not_there_is_that_of_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("one: 1\ntwo:\n  - x: 1\n  - y: 2\n", encoding="utf-8")
    assert find_line(path, ("one",)) == 1
    assert find_line(path, ("two", 1, "y")) == 4
    assert find_line(path, ("two", 1, "z")) == 4
    assert find_line(path, ("three",)) == 1
