"""What a model is told: numbered sentences of a narrative, questions on some variables, and how to answer.

The words are data (`prompt.yaml`), with a version and a hash. The narrative stands between two lines with a word that
is made of the hash of the whole text, so that nobody who writes the text can write that word into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tierbook.codebook import Codebook, Example, Variable
from tierbook.coding.coders.llm.addressed import find_addressed
from tierbook.coding.coders.llm.shapes import QUALITIES, codes_of
from tierbook.files import canonical_json, content_hash, load_yaml
from tierbook.narrative import Narrative, Sentence

__all__ = [
    "Message",
    "Prompt",
    "Question",
    "ShownExample",
    "cut_questions",
    "hash_narrative",
    "load_prompt",
    "sentence_id",
    "text_hash",
]

Message = dict[str, str]
_SHORT = 12  # characters of a hash that tell two prompts apart
_FENCE = 32


@dataclass(frozen=True, slots=True)
class Prompt:
    """The words of `prompt.yaml`."""

    version: str
    hash: str
    words: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return version and hash: what an answer was given to."""
        return f"{self.version}-{self.hash[:_SHORT]}"

    @property
    def variables_per_request(self) -> int:
        """Return how many variables one request asks for."""
        return int(self.words["variables_per_request"])

    @property
    def examples_per_variable(self) -> int:
        """Return how many examples of the codebook a question shows."""
        return int(self.words["examples_per_variable"])


@dataclass(frozen=True, slots=True)
class ShownExample:
    """Words of a labelled text and the value that a reader gave them, shown to a model beside a question.

    `text_hash` is the hash of the whole text (`text_hash`): by it the text is left out where the model is measured.
    """

    id: str
    variable: str
    words: str
    value: object
    text_hash: str


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One request: some variables asked of one narrative."""

    variables: tuple[Variable, ...]

    @property
    def name(self) -> str:
        """Return how a message calls it: the first and the last variable."""
        first, last = self.variables[0].id, self.variables[-1].id
        return first if first == last else f"{first} ... {last}"

    def halves(self) -> tuple[Question, Question]:
        """Return two questions that together ask the same."""
        middle = len(self.variables) // 2
        return Question(self.variables[:middle]), Question(self.variables[middle:])


@cache
def load_prompt() -> Prompt:
    """Return the words that a model is told."""
    words = load_yaml(resources.files("tierbook.coding") / "coders" / "llm" / "prompt.yaml")
    return Prompt(words["version"], content_hash(canonical_json(words)), words)


def cut_questions(codebook: Codebook, edition: int | None, most: int) -> tuple[Question, ...]:
    """Cut the variables asked in an edition into requests of at most `most`, each of one pillar.

    Figures, routes, cases and recommendations, whose answers are long, are asked apart from what is answered in a word.
    """
    groups: dict[tuple[str, bool], list[Variable]] = {}
    for variable in codebook.variables.values():
        if variable.asked_in(edition):
            long = variable.type in ("counts", "edges", "cases", "recommendations")
            groups.setdefault((variable.pillar, long), []).append(variable)
    return tuple(
        Question(tuple(group[at : at + size]))
        for group in groups.values()
        for size in (_even(len(group), most),)
        for at in range(0, len(group), size)
    )


def _even(count: int, most: int) -> int:
    """Return the size of portions that are as even as can be."""
    portions = -(-count // most)
    return -(-count // portions)


def hash_narrative(narrative: Narrative) -> str:
    """Return the hash of all that a question shows of a narrative: text, sentences, pillars, edition, country, kind."""
    document = narrative.document
    return content_hash(
        canonical_json(
            [
                narrative.text,
                [(s.paragraph, s.n, s.start, s.end) for s in narrative.sentences],
                [p.pillar for p in narrative.paragraphs],
                document.edition,
                document.country,
                document.text_kind,
            ]
        )
    )


def text_hash(text: str) -> str:
    """Return the hash by which a labelled text is known again, whatever its white space."""
    return content_hash(" ".join(text.split()).encode())


def sentence_id(sentence: Sentence) -> str:
    """Return how a sentence is called in a prompt: `p3s2`; `p0s1` is the tier line."""
    return f"p{sentence.paragraph}s{sentence.n}"


def write_messages(
    prompt: Prompt,
    codebook: Codebook,
    narrative: Narrative,
    question: Question,
    examples: Mapping[str, Sequence[ShownExample]],
) -> list[Message]:
    """Return the messages of one request; the same for the same input."""
    words = prompt.words
    fence = _fence(prompt, narrative)
    document = narrative.document
    facts = {
        "fence": fence,
        "edition": document.edition or "unknown",
        "country": document.country or "unknown",
        "kind": f"text kind {document.text_kind}",
    }
    told = [
        words["narrative"].format(**facts),
        f"{fence}\n{_numbered(narrative, words['withheld'])}\n{fence}",
        words["questions"],
        *_vocabularies(codebook, question),
        *(_ask(prompt, codebook, v, examples.get(v.id, ())) for v in question.variables),
        words["closing"].format(**facts),
        words["form"],
        words["nothing"],
    ]
    return [
        {"role": "system", "content": words["system"]},
        {"role": "user", "content": "\n\n".join(told)},
    ]


def _fence(prompt: Prompt, narrative: Narrative) -> str:
    """Return a word that does not stand in the narrative and that its author could not foresee."""
    salt = 0
    while True:
        seed = canonical_json([prompt.hash, narrative.text, salt])
        fence = f"=== {content_hash(seed)[:_FENCE]} ==="
        if fence not in narrative.text:
            return fence
        salt += 1


def _numbered(narrative: Narrative, withheld: str) -> str:
    addressed = find_addressed(narrative)
    pillars = {p.n: str(p.pillar) for p in narrative.paragraphs}
    lines: list[str] = []
    section = None
    for sentence in narrative.sentences:
        pillar = pillars.get(sentence.paragraph, "standards")
        if pillar != section:
            lines.append(f"-- section: {pillar}")
            section = pillar
        said = " ".join(narrative.words(sentence.start, sentence.end).split())
        shown = f"({withheld})" if sentence in addressed else said
        lines.append(f"[{sentence_id(sentence)}] {shown}")
    return "\n".join(lines)


def _vocabularies(codebook: Codebook, question: Question) -> Iterator[str]:
    """Yield the codes that several questions share, each list once."""
    yield "Codes beside a value: " + "; ".join(
        f"{name}: {', '.join(codebook.vocabularies[name])}" for name in (*QUALITIES, "acts", "whom")
    )
    kinds = {variable.type for variable in question.variables}
    needed: Iterable[str] = ()
    if "counts" in kinds:
        needed = ("units", "exactness", "figure_parts")
    if "edges" in kinds:
        needed = (*needed, "forms", "victims")
    if "cases" in kinds:
        needed = (*needed, "accused_roles", "offences", "outcomes", "units", "victims")
    for name in dict.fromkeys(needed):
        yield f"Codes of {name}: {', '.join(codebook.vocabularies[name])}"
    if "counts" in kinds:
        yield "The code of a figure may be followed by _ and codes of figure_parts: convictions_sex_children."
    if "recommendations" in kinds:
        government = (v.id for v in codebook.variables.values() if v.government)
        yield f"Topics of recommendations: {', '.join(government)}"


def _ask(
    prompt: Prompt, codebook: Codebook, variable: Variable, shown: Sequence[ShownExample]
) -> str:
    lines = [f"{variable.id}: {variable.question}", f"  Rule: {_line(variable.rule)}"]
    if variable.not_this:
        lines.append(f"  Not this: {_line(variable.not_this)}")
    lines.append(f"  Value: {_line(prompt.words['shapes'][variable.type])}")
    codes = codes_of(codebook, variable)
    if codes and variable.type != "yes_no":
        lines.append(f"  Codes: {'; '.join(f'{code} ({label})' for code, label in codes.items())}")
    own = chosen_examples(variable, prompt.examples_per_variable)
    lines += [f"  Example: {_line(e.text)} -> {_told(e)}" for e in own]
    lines += [f"  Example: {_line(e.words)} -> {_plain(e.value)}" for e in shown]
    return "\n".join(lines)


def chosen_examples(variable: Variable, most: int) -> tuple[Example, ...]:
    """Return the examples of the codebook that a question shows: the first positive one, then the first counter-example."""
    kinds: dict[str, list[Example]] = {"positive": [], "counter": []}
    for example in variable.examples:
        kinds.setdefault(example.kind, []).append(example)
    first = [*kinds["positive"][:1], *kinds["counter"][:1], *kinds["positive"][1:]]
    return tuple(first[:most])


def _told(example: Example) -> str:
    if example.kind == "counter":
        return f"leave it out, for {_line(example.why or '')}"
    return _plain(example.value)


def _plain(value: object) -> str:
    return value if isinstance(value, str) else canonical_json(value).decode()


def _line(words: str) -> str:
    return " ".join(words.split())
