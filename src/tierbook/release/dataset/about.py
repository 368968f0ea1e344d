"""What a release says of itself: title, creators, version, date, what it was made of, and what it cannot carry.

README, data package, codebook, DDI, DataCite and CITATION.cff take their sentences from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import category

from tierbook.dossier import counted_kind
from tierbook.errors import WrongUse
from tierbook.files import VERSION
from tierbook.release.dataset.described import DataTable
from tierbook.release.dataset.gathering import Gathered
from tierbook.text import counted, join_words

__all__ = [
    "SAMPLE_LINE",
    "UNNAMED",
    "About",
    "Creator",
    "Wishes",
    "check_wishes",
    "describe_release",
]

SAMPLE_LINE = "Made of sample texts, for trying out: no source, not to be cited"
UNNAMED = "Unnamed publisher"
KEYWORDS = (
    "trafficking in persons", "human trafficking", "TIP Report", "content analysis", "human rights",
    "country-year data",
)  # fmt: skip
_ORCID = re.compile(r"\s*<?(?:https://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])>?\s*$")
_NUMBER = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]")
_WRITTEN = (
    "write Yamada, Hanako, or Yamada, Hanako 0000-0002-1825-0097, or the name of an institution"
)
_DATED = "give --date as 2026-11-27"
# Of Unicode: signs that control, halves of signs, ends of lines.
_NOT_PRINTED = {"Cc", "Cs", "Zl", "Zp"}
_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class Creator:
    """Who made the release: `Yamada, Hanako` or the name of an institution, and the ORCID where one was given."""

    name: str
    orcid: str = ""

    @classmethod
    def of(cls, words: str) -> Creator:
        """Read a creator: `Yamada, Hanako 0000-0002-1825-0097`, `Institute of Law`.

        Raises:
            WrongUse: there is no name, or an ORCID that is no person's, does not stand behind the name or is none.
        """
        found = _ORCID.search(words)
        name = words[: found.start()] if found else words
        made = cls(name.strip().rstrip("<").strip(), found.group(1) if found else "")
        if not made.name or (made.is_person and not (made.family and made.given)):
            raise WrongUse(f"the creator {words!r} has no name", remedy=_WRITTEN)
        if made.orcid and not _has_its_check_digit(made.orcid):
            raise WrongUse(
                f"{made.orcid} is no ORCID: its last sign does not follow from the others",
                where=words,
                why="a digit is wrong, or two have changed places (ISO 7064, MOD 11-2)",
                remedy="copy it from the person's page at orcid.org",
            )
        if _NUMBER.search(made.name) or (made.orcid and not made.is_person):
            raise WrongUse(
                f"nobody can tell whose ORCID stands in {words!r}",
                why="it is one person's, whose family name stands before a comma and the ORCID behind the name",
                remedy=_WRITTEN,
            )
        return made

    @property
    def is_person(self) -> bool:
        """Tell whether the name has a family name before a comma."""
        return "," in self.name

    @property
    def family(self) -> str:
        """Return the family name."""
        return self.name.partition(",")[0].strip()

    @property
    def given(self) -> str:
        """Return the given names."""
        return self.name.partition(",")[2].strip()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever makes a release asks for.

    Attributes:
        title: in one line; a plain one where none is given.
        creators: who made it.
        doi: under which it will be found.
        day: on which it is published, `2026-11-27`; else the newest day of its content.
        version: of the release; else its day.
        formats: beside CSV, which is always written.
        tables: those that are wanted; all where none are named.
        samples: make it of samples, for trying out.
    """

    title: str = ""
    creators: tuple[str, ...] = ()
    doi: str = ""
    day: str = ""
    version: str = ""
    formats: tuple[str, ...] = ("csv", "parquet", "dta", "sav", "sqlite")
    tables: tuple[str, ...] = ()
    samples: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What a release says of itself.

    Attributes:
        title: in one line.
        creators: who made it; one without a name where nobody is named.
        doi: empty where none is given.
        day: of publication.
        version: of the release.
        samples: whether it is made of samples.
        formats: in which tables are written.
        tables: in their order.
        counts: rows by table.
        made_of: a sentence on texts, countries and editions.
        versions: coder, software, codebook and cues, each once.
        methods: the paragraph of the panel.
        left_out: a sentence on what is in no table, empty where nothing was left out.
    """

    title: str
    creators: tuple[Creator, ...]
    doi: str
    day: str
    version: str
    samples: bool
    formats: tuple[str, ...]
    tables: tuple[DataTable, ...]
    counts: dict[str, int]
    made_of: str
    versions: tuple[str, ...]
    methods: str
    left_out: str

    @property
    def year(self) -> int:
        """Return the year of publication."""
        return int(self.day[:4])

    @property
    def dated(self) -> str:
        """Return version and day, once where they are the same."""
        return self.day if self.version == self.day else f"Version {self.version}, {self.day}"

    @property
    def name(self) -> str:
        """Return the name of the data package."""
        return "tierbook-samples" if self.samples else "tierbook-release"

    @property
    def description(self) -> str:
        """Return what the release is, in a few sentences."""
        head = f"{SAMPLE_LINE}. " if self.samples else ""
        return (
            f"{head}Country narratives of the Trafficking in Persons Report (U.S. Department of State) as tables: what "
            f"each text says, variable by variable, with the sentences that say it, and what it does not say. "
            f"{self.made_of} Coded by {join_words(self.versions)}."
        )

    @property
    def limits(self) -> tuple[str, ...]:
        """Return what a reader must know, a sentence each."""
        notes = [
            "This is no publication of the United States Government, the United Nations or any other government; what "
            "is computed here is no statement of theirs.",
            "Silence is a value of its own: not stated, not reported, not asked and not in the summary are four "
            "things, and none of them is no or 0.",
            "Summaries by another agency leave much out; compare texts of the same text_kind alone.",
            "Ways and counts are mentions in narratives, never numbers of victims; figures are as governments or "
            "others told them, and nothing is added up.",
            "The program that coded the texts errs: the table accuracy says how often, for each variable, on what kind "
            "of text, and who made the labels. A variable that is not in it is untested.",
            "Paragraph numbers are tierbook's own.",
            "Names of private persons stand in quotes of the Report, if anywhere.",
            "A tier that tierbook computes is in no table; official placements stand in tiers.",
        ]
        if self.samples:
            notes.insert(0, f"{SAMPLE_LINE}. Every text is tierbook's own restatement.")
        if self.left_out:
            notes.append(self.left_out)
        return tuple(notes)

    @property
    def citation(self) -> str:
        """Return how to cite the release."""
        names = "; ".join(creator.name for creator in self.creators)
        doi = f" https://doi.org/{self.doi}" if self.doi else ""
        return f"{names} ({self.year}). {self.title} (version {self.version}) [Data set].{doi}"


def check_wishes(wishes: Wishes) -> None:
    """Refuse what makes no sense before anything is read.

    Raises:
        WrongUse: day, DOI or a creator is none; a sign cannot be printed; or a release of samples is to have a DOI.
    """
    _check_signs("--title", wishes.title)
    _check_signs("--version", wishes.version)
    _check_signs("--doi", wishes.doi)
    for words in wishes.creators:
        _check_signs("--creators", words)
    if wishes.doi and wishes.samples:
        raise WrongUse("a release of samples has no DOI", remedy="leave --doi away")
    if wishes.doi and not _DOI.fullmatch(wishes.doi):
        raise WrongUse(f"{wishes.doi!r} is no DOI", remedy="write it as 10.5281/zenodo.123")
    if wishes.day:
        _day(wishes.day)
    _creators(wishes)


def _check_signs(option: str, words: str) -> None:
    """Refuse what stands in no file of a release: ends of lines and other signs that control, and half signs."""
    for place, sign in enumerate(words, 1):
        if category(sign) in _NOT_PRINTED or sign in "\ufffe\uffff":
            raise WrongUse(
                f"sign {place} cannot be printed: U+{ord(sign):04X}",
                where=f"{option} {words!r}",
                why="XML has no place for such a sign, and a title or a name stands in one line",
                remedy="leave it out, or put a space there",
            )


def describe_release(wishes: Wishes, made: Gathered, tables: list[DataTable]) -> About:
    """Return what a release says of itself.

    Raises:
        WrongUse: no text says when it was published and no day was given.
    """
    day = wishes.day or made.newest
    if not day:
        raise WrongUse("no text says when it was published", remedy=_DATED)
    day = _day(day)
    creators = _creators(wishes)
    plain = "Trafficking in Persons Report as data"
    title = wishes.title.strip() or f"{plain}: {_span(made)}"
    return About(
        title=f"{title} ({SAMPLE_LINE.partition(',')[0].lower()})" if wishes.samples else title,
        creators=creators or (Creator(UNNAMED),),
        doi=wishes.doi,
        day=day,
        version=wishes.version or day,
        samples=wishes.samples,
        formats=wishes.formats,
        tables=tuple(tables),
        counts={table.name: made.spools[table.name].count for table in tables},
        made_of=_made_of(made),
        versions=tuple(sorted(made.versions)) or (f"tierbook {VERSION}",),
        methods=made.methods,
        left_out=_left_out(made),
    )


def _has_its_check_digit(orcid: str) -> bool:
    """Tell whether the last sign of an ORCID follows from the others, after ISO 7064 MOD 11-2."""
    signs = orcid.replace("-", "")
    total = 0
    for digit in signs[:-1]:
        total = (total + int(digit)) * 2 % 11
    return signs[-1] == "0123456789X"[(12 - total) % 11]


def _day(words: str) -> str:
    """Return a day as `2026-11-27`, in whichever way of ISO 8601 it was written."""
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError as error:
        raise WrongUse(f"{words!r} is no day", remedy=_DATED) from error


def _creators(wishes: Wishes) -> tuple[Creator, ...]:
    return tuple(Creator.of(words) for words in wishes.creators if words.strip())


def _span(made: Gathered) -> str:
    if not made.editions:
        return counted(made.texts, "text")
    first, last = min(made.editions), max(made.editions)
    years = f"edition of {first}" if first == last else f"editions of {first} to {last}"
    return f"{_countries(len(made.countries))}, {years}"


def _countries(n: int) -> str:
    return f"{n} {'country' if n == 1 else 'countries'}"


def _made_of(made: Gathered) -> str:
    kinds = [counted_kind(kind, n) for kind, n in sorted(made.kinds.items())]
    return f"Made of {counted(made.texts, 'text')} ({join_words(kinds)}): {_span(made)}."


def _left_out(made: Gathered) -> str:
    parts = []
    if made.samples_left_out:
        parts.append(counted(made.samples_left_out, "sample text") + " of tierbook's own")
    parts += [f"{n} {what} on texts that are held no more" for what, n in made.left_out.items()]
    return f"Left out: {join_words(parts)}." if parts else ""
