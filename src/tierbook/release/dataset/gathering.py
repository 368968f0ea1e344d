"""A release on its way: rows of all tables in one pass over the texts, then every format, then what describes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tierbook.coding import lay_over
from tierbook.dossier import HeldText, build_panel, hold_texts
from tierbook.dossier import TableCell as Cell
from tierbook.editions import EDITIONS, LAST_EDITION
from tierbook.errors import WrongUse
from tierbook.release.dataset.country_rows import CountryRows
from tierbook.release.dataset.described import DataTable, describe_tables
from tierbook.release.dataset.fact_rows import (
    code_rows,
    country_rows,
    dictionary_rows,
    edition_rows,
    put_assessment,
    put_placements,
    rights_rows,
    variable_rows,
)
from tierbook.release.dataset.people_rows import PeopleRows
from tierbook.release.dataset.reading import LibraryContent, Text
from tierbook.release.dataset.spool import Spool
from tierbook.release.dataset.text_rows import TextRows

__all__ = ["PANEL_FACETS", "Gathered", "gather_rows"]

PANEL_FACETS = ("value", "absence", "evidence")
_SAMPLE = "sample"


@dataclass
class Gathered:
    """The rows of a release, and what was counted on the way.

    Attributes:
        spools: by table, in the order of the release.
        methods: the paragraph of the panel.
        texts: number of texts.
        kinds: number of texts by kind.
        versions: versions that coded them, each once.
        samples_left_out: samples of ours that are in no release.
        left_out: decisions and units of samples on texts that the release doesn't have, by what they are.
        newest: the newest day of its content.
    """

    spools: dict[str, Spool]
    methods: str = ""
    texts: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    versions: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    editions: set[int] = field(default_factory=set)
    samples_left_out: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    newest: str = ""

    @property
    def tables(self) -> Mapping[str, DataTable]:
        """Return the tables by name."""
        return {name: spool.table for name, spool in self.spools.items()}


def gather_rows(
    content: LibraryContent,
    folder: Path,
    *,
    samples: bool = False,
    tables: Collection[str] = (),
    progress: Callable[[int], None] | None = None,
) -> Gathered:
    """Make the rows of every table.

    Args:
        content: the library.
        folder: where rows are kept until they are written.
        samples: make them of samples, which are no source, where the library holds nothing else.
        tables: those that are written, of which alone `rights` and `data_dictionary` speak; all where none are named.
        progress: told how many texts are done.

    Raises:
        WrongUse: there is no text but samples, or there are real ones and samples were asked for.
    """
    folder.mkdir()
    return _Gathering(content, folder, progress, samples=samples, tables=tables).gather()


class _Gathering:
    """One pass."""

    def __init__(
        self,
        content: LibraryContent,
        folder: Path,
        progress: Callable[[int], None] | None,
        *,
        samples: bool,
        tables: Collection[str],
    ) -> None:
        self.content, self.folder, self.samples, self.wanted = content, folder, samples, tables
        self.progress = progress or (lambda _: None)
        self.spools = {
            name: Spool(table, folder / name)
            for name, table in describe_tables().items()
            if not table.panel
        }
        self.made = Gathered({})
        self.refused = False
        self.named: Counter[str] = Counter()
        self.held: dict[int, set[str]] = {}
        self.per_edition: Counter[int] = Counter()
        self.rows = TextRows(self.put)
        self.country = CountryRows(self.put, self.rows)
        self.people = PeopleRows(self.put, content)
        self._countries_of = {
            name: [c.name for c in spool.table.columns if c.refers == "countries"]
            for name, spool in self.spools.items()
        }

    def put(self, table: str, row: Mapping[str, Cell]) -> None:
        """Keep a row, and count the countries that it names."""
        for name in self._countries_of[table]:
            code = row.get(name)
            if isinstance(code, str):
                self.named[code] += table == "documents"
        self.spools[table].add(row)

    def gather(self) -> Gathered:
        """Return all rows; their files are closed, whatever happens."""
        try:
            return self._gather()
        finally:
            for spool in self.spools.values():
                spool.close()

    def _gather(self) -> Gathered:
        texts = self._texts()
        panel = None
        try:
            panel = build_panel(texts, ["*"], history=self.content.history, facets=PANEL_FACETS)
        except WrongUse:
            if self.refused:
                raise
            # No text has both country and edition: there is no panel.
        for _ in texts:
            pass
        if not self.made.texts:
            self._refuse()
        self._decided()
        self._facts()
        described = describe_tables()
        if panel is not None:
            table = described["country_edition"].with_columns(panel.table.columns)
            self.spools[table.name] = spool = Spool(table, self.folder / table.name)
            for row in panel.table.rows:
                spool.add_cells(list(row))
            self.made.methods = panel.methods
        self.made.spools = {name: self.spools[name] for name in described if name in self.spools}
        tables = self.made.tables
        written = {n: table for n, table in tables.items() if n in (self.wanted or tables)}
        for name, rows in (
            ("rights", rights_rows(written)),
            ("codes", code_rows(tables)),
            ("data_dictionary", dictionary_rows(written)),
        ):
            for told in rows:
                self.put(name, told)
        return self.made

    def _texts(self) -> Iterator[HeldText]:
        """Yield the texts with people's decisions laid over them, country by country, making rows on the way."""
        for country, texts in self.content.texts():
            kept = [text for text in texts if self._is_kept(text)]
            if not kept:
                continue
            plain = [HeldText.of(record, assessment) for record, assessment in kept]
            over = [self._lay(text) for text in plain]
            read: set[str] = set()
            if country:
                held, decided = hold_texts(plain), hold_texts(over)
                read = {text.document for text in held}
            for text in plain:
                self._count(text)
                self.rows.add(text, is_read=text.document in read)
                put_assessment(text, self.put)
                self.people.add(text)
            if country and read:
                self.country.add(held, decided)
            self.rows.end_country()
            self.progress(self.made.texts)
            yield from over

    def _is_kept(self, text: Text) -> bool:
        sample = bool(text[0]["document"]["text_kind"] == _SAMPLE)
        if self.samples and not sample:
            self.refused = True
            raise WrongUse(
                "the library holds real texts",
                why="a release for trying out is made of nothing but samples",
                remedy="leave --try away: samples are left out of themselves",
            )
        self.made.samples_left_out += sample and not self.samples
        return sample == self.samples

    def _lay(self, text: HeldText) -> HeldText:
        decisions = self.content.decisions.get(text.document)
        if not decisions:
            return text
        return HeldText.of(lay_over(text.record, decisions), text.assessment)

    def _count(self, text: HeldText) -> None:
        made = self.made
        made.texts += 1
        made.kinds[text.text_kind] += 1
        record = text.record
        versions = " ".join(f"{k} {v}" for k, v in sorted(record["versions"].items(), reverse=True))
        made.versions.add(f"{record['coder']} ({versions})")
        if text.country:
            made.countries.add(text.country)
        if text.edition:
            made.editions.add(text.edition)
            self.per_edition[text.edition] += 1
            self.held.setdefault(text.edition, set()).add(text.country or "")
        published = str(text.metadata.get("published") or _published(text.edition))
        made.newest = max(made.newest, published)

    def _decided(self) -> None:
        self.people.end()
        self.made.left_out = dict(self.people.left_out)
        self.made.newest = max(self.made.newest, self.people.newest)

    def _facts(self) -> None:
        history = self.content.history
        put_placements(history, self.put)
        for row in variable_rows():
            self.put("variables", row)
        newest = max(self.held, default=LAST_EDITION)
        for row in edition_rows(self.held, self.per_edition, history):
            self.put("editions", row)
        for row in country_rows(self.named, newest):
            self.put("countries", row)

    def _refuse(self) -> None:
        left = self.made.samples_left_out
        if left:
            raise WrongUse(
                f"the library holds nothing but samples ({left})",
                why="a sample is our own restatement and no source, so no release is made of it",
                remedy="ingest pages of the Report; --try makes a release that says everywhere that it is of samples",
            )
        raise WrongUse("the library holds no text", remedy="ingest pages, or give another --home")


def _published(edition: int | None) -> str:
    return next((e.published for e in EDITIONS if e.year == edition), "")
