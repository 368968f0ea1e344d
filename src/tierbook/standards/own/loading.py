"""Read a file of own findings and judgements: `tierbook-own/1`.

A wrong entry is left out and named, with its line and what to do; the others stand. A file that cannot be read as a
whole is refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tierbook.codebook import load_codebook
from tierbook.errors import NotInForce, OwnFileInvalid, Problem, UnknownCountry, WrongUse
from tierbook.files import LineFinder, YamlProblem, content_hash, load_yaml, short_hash
from tierbook.places import resolve_country
from tierbook.standards.in_force import law_in_force
from tierbook.standards.own.entries import (
    OWN_FORMAT,
    Author,
    OwnFile,
    OwnFinding,
    OwnJudgement,
    OwnSource,
    Withdrawal,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

    from tierbook.standards.own.schema import FindingEntry, OwnFileForm

    Form = TypeVar("Form", bound=BaseModel)

__all__ = ["load_own"]

_WORDS = {
    "extra_forbidden": ("this key is not known", "remove it, or mend its spelling"),
    "missing": ("this key is missing", "add it"),
    "string_too_short": ("nothing is said here", "fill it in"),
    "int_parsing": ("this is no year", "write an edition: 2026"),
}
_FORMS = {
    "date": "write it 2026, 2026-03 or 2026-03-31",
    "sha256": "give the 64 hexadecimal characters that sha256sum prints for the file",
    "href": "give an address that begins with https://",
    "id": "use letters, digits, points and dashes",
    "variable": "give the id of a variable, for example prosecution.convicted",
    "criterion": "give the id of a criterion, for example prosecution.vigorous",
    "judgement": "choose one of: effort, failure, mixed, silent, not_enough",
}
_QUOTE = "quote the very words of the source: a finding without words is none"
_SOURCE = "name at least the title of the source"


def load_own(path: Path | str) -> OwnFile:
    """Read a file of own findings and judgements.

    Args:
        path: a YAML file in the format `tierbook-own/1`; see docs/how-to/own-findings.md.

    Returns:
        Its entries, values checked against the codebook and criteria against the law of its edition. Entries that do
        not hold are in `problems`, each with file and line, and nowhere else.

    Raises:
        OwnFileInvalid: there is no such file, it is no YAML, of another format, or does not say whose and which edition
            it is about.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
        content = load_yaml(path)
    except OSError as error:
        raise OwnFileInvalid(
            f"the file cannot be read: {error.strerror}", where=str(path), remedy="check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise OwnFileInvalid(
            f"byte {error.start} is not UTF-8", where=str(path), remedy="save the file as UTF-8"
        ) from error
    except YamlProblem as error:
        raise OwnFileInvalid(
            error.what, where=error.where, why=error.why, remedy=error.remedy
        ) from error
    return _Loader(path).load(content, content_hash(data))


class _Loader:
    """Reads one file; keeps the problems met on the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines = LineFinder(path)
        self.problems: list[Problem] = []
        self.at: list[tuple[str | int, ...]] = []
        self.unfilled = 0
        self.ids: dict[str, int | None] = {}

    def load(self, content: Any, sha256: str) -> OwnFile:
        form = self._form(content)
        country = self._country(form)
        self._law(form)
        return OwnFile(
            country=country,
            edition=form.edition,
            statute=form.statute,
            author=Author(**form.author.model_dump()),
            findings=tuple(self._findings(form)),
            withdraw=tuple(self._withdrawals(form)),
            judgements=tuple(self._judgements(form)),
            name=self.path.name,
            sha256=sha256,
            unfilled=self.unfilled,
            problems=tuple(self.problems),
            at=tuple(self.at),
        )

    # The file as a whole

    def _form(self, content: Any) -> OwnFileForm:
        from pydantic import ValidationError

        from tierbook.standards.own.schema import OwnFileForm
        from tierbook.standards.own.values import without_blanks

        if not isinstance(content, dict) or content.get("format") != OWN_FORMAT:
            given = content.get("format") if isinstance(content, dict) else None
            raise OwnFileInvalid(
                f"the format is {given!r}" if given else "the file names no format",
                where=self._where(("format",)),
                remedy=f"begin the file with `format: {OWN_FORMAT}`",
            )
        lists = ("findings", "withdraw", "judgements")
        top = {k: v if k in lists and v else without_blanks(v) for k, v in content.items()}
        try:
            return OwnFileForm.model_validate({k: v for k, v in top.items() if v not in ("", {})})
        except ValidationError as error:
            row = error.errors(include_url=False, include_context=False)[0]
            what, remedy = self._words(dict(row))
            raise OwnFileInvalid(what, where=self._where(row["loc"]), remedy=remedy) from error

    def _country(self, form: OwnFileForm) -> str:
        try:
            return resolve_country(form.country, edition=form.edition).code
        except UnknownCountry as error:
            raise OwnFileInvalid(
                error.what, where=self._where(("country",)), why=error.why, remedy=error.remedy
            ) from error

    def _law(self, form: OwnFileForm) -> None:
        try:
            law_in_force(form.edition, form.statute)
        except WrongUse as error:
            raise OwnFileInvalid(
                error.what, where=self._where(("statute",)), why=error.why, remedy=error.remedy
            ) from error
        except NotInForce as error:
            raise OwnFileInvalid(
                error.what, where=self._where(("edition",)), why=error.why, remedy=error.remedy
            ) from error

    # Its entries

    def _findings(self, form: OwnFileForm) -> list[OwnFinding]:
        from tierbook.standards.own.schema import FindingEntry
        from tierbook.standards.own.values import find_faults, is_unfilled, plain_value

        codebook = load_codebook()
        found = []
        for i, raw in enumerate(form.findings):
            at = ("findings", i)
            entry = self._entry(FindingEntry, raw, at, is_unfilled)
            if entry is None:
                continue
            value = plain_value(codebook, entry.variable, entry.value)
            faults = find_faults(codebook, entry, value)
            for fault in faults:
                self._tell((*at, fault.key), fault.what, fault.why, fault.remedy)
            own = None if faults else self._finding(entry, value, self.lines.find(at))
            if own is not None and own.id in self.ids:
                self._tell(
                    (*at, "id"), f"the id {own.id!r} stands twice",
                    f"it was first given in line {self.ids[own.id]}", "give each finding an id of its own",
                )  # fmt: skip
            elif own is not None:
                self.ids[own.id] = own.line
                found.append(own)
        return found

    def _finding(self, entry: FindingEntry, value: Any, line: int | None) -> OwnFinding:
        source = OwnSource(**entry.source.model_dump())
        said = entry.model_dump(exclude={"id", "source", "value"})
        made = [said, value, source.to_dict()]
        return OwnFinding(
            **said,
            id=entry.id or f"own-{short_hash(made, 8)}",
            value=value,
            source=source,
            line=line,
        )

    def _withdrawals(self, form: OwnFileForm) -> list[Withdrawal]:
        from tierbook.standards.own.schema import WithdrawEntry

        known = load_codebook().variables
        found = []
        for i, raw in enumerate(form.withdraw):
            at = ("withdraw", i)
            entry = self._entry(
                WithdrawEntry, {"finding": raw} if isinstance(raw, str) and raw else raw, at
            )
            if entry is None:
                continue
            if (entry.finding is None) is (entry.variable is None):
                self._tell(
                    at, "this names no finding and no variable, or both", None, "name one of the two"
                )  # fmt: skip
            elif entry.variable is not None and entry.variable not in known:
                self._tell(
                    (*at, "variable"), f"there is no variable {entry.variable!r}", None,
                    "`tierbook codebook find WORDS` finds variables",
                )  # fmt: skip
            else:
                found.append(Withdrawal(entry.finding, entry.variable, entry.reason))
        return found

    def _judgements(self, form: OwnFileForm) -> list[OwnJudgement]:
        from tierbook.standards.own.schema import JudgementEntry

        law = law_in_force(form.edition, form.statute)
        found: dict[str, OwnJudgement] = {}
        for i, raw in enumerate(form.judgements):
            at = ("judgements", i)
            entry = self._entry(
                JudgementEntry, raw, at, lambda row: not {"judgement", "reason"} & row.keys()
            )
            if entry is None:
                continue
            try:
                law.criterion(entry.criterion)
            except NotInForce as error:
                self._tell((*at, "criterion"), error.what, error.why, error.remedy)
                continue
            line = self.lines.find(at)
            if entry.criterion in found:
                self._tell(
                    (*at, "criterion"), f"{entry.criterion} is judged twice",
                    f"it was first judged in line {found[entry.criterion].line}", "keep one of the two",
                )  # fmt: skip
                continue
            found[entry.criterion] = OwnJudgement(**entry.model_dump(), line=line)
        return list(found.values())

    def _entry(
        self,
        form: type[Form],
        raw: Any,
        at: tuple[str | int, ...],
        unfilled: Any = None,
    ) -> Form | None:
        """Return one entry as its form; None where nobody has filled it in, or where it is wrong and told."""
        from pydantic import ValidationError

        from tierbook.standards.own.values import without_blanks

        content = without_blanks(raw)
        if not content or (
            unfilled is not None and isinstance(content, dict) and unfilled(content)
        ):
            self.unfilled += 1
            return None
        try:
            return form.model_validate(content)
        except ValidationError as error:
            for row in error.errors(include_url=False, include_context=False):
                what, remedy = self._words(dict(row))
                self._tell((*at, *row["loc"]), what, None, remedy)
            return None

    def _words(self, row: dict[str, Any]) -> tuple[str, str]:
        key = str(row["loc"][-1]) if row["loc"] else "the entry"
        words, remedy = _WORDS.get(row["type"], (f"{str(row['input'])[:60]!r} does not fit", None))
        if remedy is None or (row["type"] == "missing" and key in ("quote", "source", "title")):
            remedy = {"quote": _QUOTE, "source": _SOURCE, "title": _SOURCE, **_FORMS}.get(
                key, "mend the value"
            )
        return f"{'.'.join(str(p) for p in row['loc']) or 'the entry'}: {words}", remedy

    def _tell(
        self, at: tuple[str | int, ...], what: str, why: str | None, remedy: str | None
    ) -> None:
        self.problems.append(Problem(self._where(at), what, why, remedy))
        self.at.append(at)

    def _where(self, at: tuple[str | int, ...]) -> str:
        line = self.lines.find(at)
        return f"{self.path}:{line}" if line else str(self.path)
