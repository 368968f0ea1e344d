"""Themes: what a query on one matter asks of the codings, and which words it looks for, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tierbook.codebook import load_codebook
from tierbook.errors import WrongUse
from tierbook.release.packs.query.search_words import SearchWords
from tierbook.release.packs.words import load_pack_words

__all__ = ["AskedVariable", "AskedWords", "Theme", "get_theme", "load_themes", "make_theme"]

_BOTH = ("mixed", "yes weak")


@dataclass(frozen=True, slots=True)
class AskedVariable:
    """A variable of a theme.

    Attributes:
        id: the variable.
        side: `straight`, `turned` or `none`: on which side of the claim a yes speaks.
        only: codes of a list or category that count; all where there are none.
        why: why it belongs to the theme.
        one_sided: a no says nothing on the claim: that victims are not deported does not make them protected.
    """

    id: str
    side: str = "straight"
    only: tuple[str, ...] = ()
    why: str = ""
    one_sided: bool = False

    @property
    def label(self) -> str:
        """Return what the codebook calls it."""
        return load_codebook().variables[self.id].label

    def side_of(self, value: object, quality: str | None, supports: str | None) -> str | None:
        """Return the side on which words speak: for, against, both, none; None where they do not count.

        Args:
            value: the value of the finding.
            quality: weak, strong or None.
            supports: what of the value these words carry, None for all of it.
        """
        answers = ("yes", "no", "mixed", "not_reported")
        if value not in answers:
            carried = {str(supports)} if supports else _codes(value)
            if self.only and not carried & set(self.only):
                return None
            sided: str = {"straight": "for", "turned": "against"}.get(self.side, "none")
            return sided
        said = supports if supports in answers else str(value)
        if self.side == "none" or said == "not_reported":
            return "none"
        if said == "mixed" or f"{said} {quality}" in _BOTH:
            return "both"
        if said == "no" and self.one_sided:
            return "none"
        return "for" if (said == "yes") == (self.side == "straight") else "against"


@dataclass(frozen=True, slots=True)
class AskedWords:
    """Words that are looked for as they stand, and why."""

    find: SearchWords
    why: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A matter that queries ask about.

    Attributes:
        id: as it is asked for: `shelter`.
        label: its name.
        question: the question, as a person puts it.
        claim: the statement that excerpts speak for or against.
        variables: what is asked of the codings.
        words: what is looked for in the sentences.
    """

    id: str
    label: str
    question: str
    claim: str
    variables: tuple[AskedVariable, ...]
    words: tuple[AskedWords, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the theme with the reason of each variable and word."""
        return {
            "id": self.id,
            "label": self.label,
            "question": self.question,
            "claim": self.claim,
            "variables": [
                {
                    "id": v.id,
                    "side": v.side,
                    "one_sided": v.one_sided,
                    "only": list(v.only),
                    "why": v.why,
                }
                for v in self.variables
            ],
            "words": [{"find": w.find.given, "why": w.why} for w in self.words],
        }


@cache
def load_themes() -> Mapping[str, Theme]:
    """Return the themes of `themes.yaml` by id, in its order."""
    rows: Mapping[str, Mapping[str, Any]] = load_pack_words("query/themes")["themes"]
    return {name: _theme(name, row) for name, row in rows.items()}


def get_theme(name: str) -> Theme:
    """Return a theme by its id, or by its label.

    Raises:
        WrongUse: there is none of this name.
    """
    wanted = name.strip().casefold()
    for theme in load_themes().values():
        if wanted in (theme.id, theme.label.casefold(), theme.id.replace("-", " ")):
            return theme
    raise WrongUse(
        f"there is no theme {name!r}",
        where="--theme",
        remedy=f"give one of {', '.join(load_themes())}; or variables and words of your own",
    )


def make_theme(
    variables: Iterable[str] = (),
    words: Iterable[str] = (),
    *,
    theme: Theme | None = None,
    asked: str = "",
) -> Theme:
    """Make a theme of one's own, or add variables and words to one.

    Args:
        variables: ids, or patterns of ids: `protection.shelter*`; added ones speak on neither side of a theme's claim.
        words: words to look for: `debt*`.
        theme: the theme that they are added to; without one, yes speaks for and no against.
        asked: the question in the words of whoever asks.

    Raises:
        WrongUse: a pattern fits no variable, or nothing is asked for.
    """
    words_file = load_pack_words("query/words")
    why = words_file["own_reason"]
    side = "straight" if theme is None else "none"
    held = {} if theme is None else {v.id: v for v in theme.variables}
    for pattern in variables:
        for name in _fitting(pattern):
            held.setdefault(name, AskedVariable(name, side, (), why))
    looked = {} if theme is None else {w.find.given: w for w in theme.words}
    for given in words:
        looked.setdefault(given, AskedWords(SearchWords.of(given), why))
    if not held and not looked:
        raise WrongUse(
            "nothing is asked for",
            remedy="give --theme, --variables or --words; tierbook pack themes lists the themes",
        )
    own = words_file["own"]
    return Theme(
        id="own" if theme is None else theme.id,
        label=own["label"] if theme is None else theme.label,
        question=asked or (own["question"] if theme is None else theme.question),
        claim=own["claim"] if theme is None else theme.claim,
        variables=tuple(held.values()),
        words=tuple(looked.values()),
    )


def _theme(name: str, row: Mapping[str, Any]) -> Theme:
    variables = tuple(
        AskedVariable(
            v["id"],
            v.get("side", "straight"),
            tuple(v.get("only", ())),
            v["why"],
            one_sided=v.get("one_sided") == "yes",
        )
        for v in row["variables"]
    )
    words = tuple(AskedWords(SearchWords.of(w["find"]), w["why"]) for w in row["words"])
    return Theme(name, row["label"], row["question"], row["claim"], variables, words)


def _fitting(pattern: str) -> list[str]:
    from fnmatch import fnmatchcase

    found = [name for name in load_codebook().variables if fnmatchcase(name, pattern.strip())]
    if not found:
        raise WrongUse(
            f"no variable is called {pattern!r}",
            where="--variables",
            remedy="tierbook codebook find WORDS shows which there are",
        )
    return found


def _codes(value: object) -> set[str]:
    if isinstance(value, list | tuple):
        return {item for item in value if isinstance(item, str)}
    return {str(value)}
