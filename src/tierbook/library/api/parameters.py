"""What an address may ask: each parameter once, with its kind, what it means, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema

from tierbook.codebook import load_codebook
from tierbook.dossier import KIND_ORDER, regions
from tierbook.editions import FIRST_EDITION, LAST_EDITION, TIERS
from tierbook.library.reading.references import LETTERS
from tierbook.places import all_countries

__all__ = [
    "MOST_PARAGRAPHS",
    "MOST_SENTENCES",
    "SHAPES",
    "Common",
    "Countries",
    "CountryCode",
    "DocumentId",
    "FindingId",
    "Kinds",
    "Names",
    "Paged",
    "Pillars",
    "Regions",
    "Tables",
    "TextKind",
    "Tiers",
    "VariableId",
    "Variables",
    "WholeCoding",
    "WhyAsked",
    "WithPeople",
    "Words",
    "Year",
    "Years",
    "one_of",
]

MOST_PARAGRAPHS, MOST_SENTENCES = 5000, 1000  # farther no place is asked for

# Kinds of value that several parameters have; they stand once in the document.
SHAPES: Mapping[str, Mapping[str, Any]] = {
    "CountryCode": {
        "type": "string",
        "description": "ISO 3166 alpha-3, with TWN, HKG, MAC, XKX and dissolved states (SCG, ANT, YUG).",
        "enum": sorted(country.code for country in all_countries()),
    },
    "RegionName": {
        "type": "string",
        "description": "A region of the world as the Department of State divides it.",
        "enum": list(regions()),
    },
    "EditionYear": {
        "type": "integer",
        "description": "The year of an edition of the Report.",
        "minimum": FIRST_EDITION,
        "maximum": LAST_EDITION,
    },
    "TierCode": {
        "type": "string",
        "description": "A tier as a text states it: " + ", ".join(f"{k} ({v})" for k, v in TIERS.items()) + ".",
        "enum": list(TIERS),
    },
    "TextKind": {
        "type": "string",
        "description": "What kind of text it is. A sample is our own restatement and never a source.",
        "enum": list(KIND_ORDER),
    },
    "VariableId": {
        "type": "string",
        "description": "A variable of the codebook; `/api/v1/variables` lists them.",
        "enum": list(load_codebook("tip").variables),
    },
    "Pillar": {
        "type": "string",
        "description": "The part of a narrative under which people look for a variable.",
        "enum": list(LETTERS),
    },
}  # fmt: skip


def one_of(shape: str) -> tuple[AfterValidator, WithJsonSchema]:
    """Return what makes an annotated type one of a shape's codes, and names the shape in the document."""
    known = SHAPES[shape]["enum"]

    def check(value: Any) -> Any:
        if value not in known:
            raise ValueError(f"{value!r} is none of its codes{_near(value, known)}")
        return value

    return AfterValidator(check), WithJsonSchema({"x-shape": shape})


def _near(value: Any, known: Sequence[str]) -> str:
    import difflib

    folded = {code.casefold(): code for code in known}
    near = difflib.get_close_matches(str(value).casefold(), folded, n=3, cutoff=0.6)
    return f"; perhaps {' or '.join(folded[name] for name in near)}" if near else ""


def _split(value: Any) -> Any:
    """Take `a,b` for two values: names and codes have no comma."""
    if isinstance(value, list):
        return [
            part for one in value for part in (one.split(",") if isinstance(one, str) else [one])
        ]
    return value


def _whole(value: Any) -> Any:
    """Take digits for a number, and nothing else: `2e3`, `+2018` and `２０１８` are no years."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise ValueError("a number is written in digits")
    return value


CountryCode = Annotated[str, *one_of("CountryCode")]
RegionName = Annotated[str, *one_of("RegionName")]
TierCode = Annotated[str, *one_of("TierCode")]
TextKind = Annotated[str, *one_of("TextKind")]
VariableId = Annotated[str, *one_of("VariableId")]
Pillar = Annotated[str, *one_of("Pillar")]
Year = Annotated[
    int,
    BeforeValidator(_whole),
    Field(ge=FIRST_EDITION, le=LAST_EDITION),
    WithJsonSchema({"x-shape": "EditionYear"}),
]
Count = Annotated[int, BeforeValidator(_whole)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
DocumentId = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=r"^[a-z0-9-]+$")
]
FindingId = Annotated[str, StringConstraints(min_length=8, max_length=64, pattern=r"^[0-9a-f]+$")]
Countries = Annotated[list[CountryCode], BeforeValidator(_split)]
Regions = Annotated[list[RegionName], BeforeValidator(_split)]
Years = Annotated[list[Year], BeforeValidator(_split)]
Tiers = Annotated[list[TierCode], BeforeValidator(_split)]
Kinds = Annotated[list[TextKind], BeforeValidator(_split)]
Variables = Annotated[list[VariableId], BeforeValidator(_split)]
Pillars = Annotated[list[Pillar], BeforeValidator(_split)]
Names = Annotated[list[Words], Field(max_length=20)]
FieldNames = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_@]+$")]], BeforeValidator(_split)
]


class Common(Schema):
    """What every operation takes."""

    model_config = ConfigDict(extra="ignore")

    fields: FieldNames = Field(
        default=[],
        description="Names of fields to give, with commas between; all of them unless told. Of a list they are those "
        "of its items.",
    )


class WholeCoding(Common):
    """What the whole coding of a text takes."""

    people: Literal["over", "beside", "none"] = Field(
        default="none",
        description="`over` lays over the coding what people decided of it, and `beside` leaves the coding as it is; "
        "`people` then lists each decision, with the machine's value beside it. Who decided is told by role alone.",
    )


class WhyAsked(Common):
    """What an explanation of a value takes."""

    people: Literal["over", "beside", "none"] = Field(
        default="over",
        description="Values that people set: `over` explains theirs, `beside` the machine's with theirs listed, `none` "
        "tells nothing of them.",
    )


class Tables(Common):
    """What an operation takes that gives a table too."""

    format: Literal["json", "csv"] | None = Field(
        default=None,
        description="`json` or `csv`; it goes before the `Accept` header. A table has all rows unless `limit` is "
        "given.",
    )


class WithPeople(Tables):
    """What a table of values takes that people may have set."""

    people: Literal["over", "beside", "none"] = Field(
        default="over",
        description="Values that people set at the desk: `over` gives them in the place of the machine's, `beside` "
        "leaves the machine's, `none` tells nothing of them. `set_by_people` says which they are, with those on which "
        "people differ and those that are stale.",
    )


class Paged(Tables):
    """What a list takes that is given page by page."""

    limit: Annotated[Count, Field(ge=1, le=500)] | None = Field(
        default=None, description="How many items a page has: 50 unless told, at most 500."
    )
    cursor: Annotated[str, StringConstraints(min_length=1, max_length=600)] | None = Field(
        default=None,
        description="Where to go on: `next_cursor` of the page before, as it was given.",
    )
