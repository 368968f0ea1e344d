"""The comparison page: matrix with evidence, odd pairs, what is not held, pins in the address, files."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pypdfium2
import pytest

from tests.library.conftest import Load
from tests.library.factories import engine_record

PENALISED = "protection.victims_penalised"
SAID = {
    ("JPN", 2017): "Police detained some foreign victims for immigration offenses.",
    ("JPN", 2018): "NGOs reported that the authorities arrested and fined child victims.",
    ("NOR", 2018): "The government opened a shelter for victims.",
}
NAMES = {"JPN": "JAPAN", "NOR": "NORWAY"}


def _text(country: str, edition: int) -> str:
    return (
        f"{NAMES[country]}: Tier 2\n\nThe government falls short of the standards.\n\n"
        f"PROTECTION\n\n{SAID[country, edition]}\n"
    )


@pytest.fixture
def held(load: Load) -> dict[str, str]:
    """Three texts of ours in the library; returns their ids by unit."""
    pairs = [
        engine_record(_text(country, edition), country=country, edition=edition)
        for country, edition in SAID
    ]
    known = {record["document"]["id"]: assessment for record, assessment in pairs}
    load(*(record for record, _ in pairs), judged=known)
    return {
        f"{r['document']['country']}:{r['document']['edition']}": r["document"]["id"]
        for r, _ in pairs
    }


def test_without_units_the_page_has_the_form_and_where_to_begin(held: Any, page: Any) -> None:
    text = page("/compare/")
    assert '<form class="filters"' in text
    assert "JPN:2017 JPN:2018" in text
    assert "Nothing is pinned" in text


def test_the_menu_of_sets_names_none_where_variables_are_written(held: Any, page: Any) -> None:
    chosen = re.compile(r'<option value="([^"]*)" selected>([^<]+)</option>')
    plain = page("/compare/?units=2018&set=core")
    menu = plain[plain.index('<select name="set">') : plain.index('<select name="sort">')]
    assert [value for value, _ in chosen.findall(menu)] == ["core"]
    written = page("/compare/?units=2018&set=core&variables=prosecution.law")
    menu = written[written.index('<select name="set">') : written.index('<select name="sort">')]
    assert chosen.findall(menu) == [("", "those written beside")]


def test_a_cell_opens_its_words_and_leads_to_its_finding(held: dict[str, str], page: Any) -> None:
    text = page(f"/compare/?units=JPN:2017+JPN:2018&variables={PENALISED}")
    assert SAID["JPN", 2017] in text
    assert f'href="/documents/{held["JPN:2017"]}/#p2s1"' in text
    for link in re.findall(r'href="(/documents/[^"/]+/findings/[^"]+)"', text):
        assert page(link)


def test_cells_with_one_value_and_other_facts_say_so_in_words(held: Any, page: Any) -> None:
    text = page(f"/compare/?units=JPN:2017+JPN:2018&variables={PENALISED}")
    assert text.count("same value, different facts</span>") == 2
    pairs = text.partition('id="pairs"')[2].partition("</section>")[0]
    assert SAID["JPN", 2017] in pairs
    assert SAID["JPN", 2018] in pairs
    assert "Acts" in pairs


def test_a_columns_name_orders_the_rows_and_says_so(held: Any, page: Any) -> None:
    first = page(f"/compare/?units=NOR:2018+JPN:2018&variables={PENALISED}")
    link = re.findall(r'<a href="(/compare/[^"#]+)#matrix"', first)[0].replace("&amp;", "&")
    ordered = page(link)
    assert 'aria-sort="ascending"' in ordered
    assert "in this order" in ordered
    rows = re.findall(r'<th scope="row"><a [^>]+>([^<]+)', ordered)
    assert rows == ["Japan", "Norway"]
    back = re.findall(r'<a href="(/compare/[^"#]+)#matrix"', ordered)[0].replace("&amp;", "&")
    assert 'aria-sort="descending"' in page(back)


def test_what_changed_in_the_measure_stands_above_the_matrix(held: Any, page: Any) -> None:
    text = page(f"/compare/?units=JPN:2017+JPN:2018&variables={PENALISED}")
    assert text.index("What changed in the measure") < text.index('id="matrix"')


def test_a_unit_that_is_not_held_is_a_row_of_that_name(held: Any, page: Any) -> None:
    text = page(f"/compare/?units=NOR:2017+NOR:2018&variables={PENALISED}")
    matrix = text.partition('class="matrix"')[2].partition("</table>")[0]
    assert "not held" in matrix
    assert "not stated" in matrix


def test_a_pin_stays_in_the_address_and_can_be_taken_out(held: dict[str, str], page: Any) -> None:
    text = page(f"/compare/?units=JPN:2017+JPN:2018&variables={PENALISED}")
    link = next(x for x in re.findall(r'class="pin" href="([^"]+)"', text) if "pin=" in x)
    pinned = page(link.replace("&amp;", "&").partition("#")[0])
    section = pinned.partition('id="pins"')[2]
    assert SAID["JPN", 2017] in section
    back = re.findall(r'class="pin" href="([^"]+)"', section)[0]
    assert "Nothing is pinned" in page(back.replace("&amp;", "&").partition("#")[0])


def test_a_passage_is_pinned_by_the_place_that_its_finding_prints(
    held: dict[str, str], page: Any
) -> None:
    text = page(f"/compare/?units=JPN:2018&variables={PENALISED}")
    finding = page(re.findall(r'href="(/documents/[^"/]+/findings/[^"]+)"', text)[0])
    link = re.findall(r'href="(/compare/\?pin=[^"#]+)', finding)[0]
    place = re.findall(r'<span class="id">([^<]+@2\.1)</span>', finding)[0]
    assert place in link
    for address in (link, f"/compare/?units=JPN:2017&set=core&pin={place}"):
        assert SAID["JPN", 2018] in page(address).partition('id="pins"')[2]


def test_the_form_for_a_pin_keeps_what_is_compared_and_pinned(
    held: dict[str, str], page: Any
) -> None:
    text = page(f"/compare/?units=JPN:2018&variables={PENALISED}&pin={held['NOR:2018']}@2.1")
    form = text.partition('aria-label="Pins"')[2].partition("</form>")[0]
    kept = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert kept["units"] == "JPN:2018"
    assert kept["variables"] == PENALISED
    assert kept["pin"] == f"{held['NOR:2018']}@2.1"


def test_pins_of_several_texts_are_exported_with_citations(
    held: dict[str, str], client: Any
) -> None:
    query = "&".join(f"pin={held[unit]}%402.1" for unit in ("JPN:2018", "NOR:2018"))
    table = client.get(f"/compare/passages.csv?{query}")
    rows = list(csv.DictReader(io.StringIO(table.content.decode())))
    assert [row["words"] for row in rows] == [SAID["JPN", 2018], SAID["NOR", 2018]]
    assert all("Trafficking in Persons Report 2018" in row["citation"] for row in rows)
    word = client.get(f"/compare/passages.docx?{query}")
    assert word.content.startswith(b"PK")
    assert 'filename="passages.docx"' in word["Content-Disposition"]
    pdf = pypdfium2.PdfDocument(client.get(f"/compare/passages.pdf?{query}").content)
    text = " ".join(" ".join(p.get_textpage().get_text_bounded() for p in pdf).split())
    assert SAID["JPN", 2018] in text


def test_with_nothing_pinned_the_files_have_all_that_the_cells_rest_on(
    held: Any, client: Any
) -> None:
    query = f"units=JPN:2017+JPN:2018&variables={PENALISED}"
    text = client.get(f"/compare/passages.md?{query}").content.decode()
    assert SAID["JPN", 2017] in text
    assert SAID["JPN", 2018] in text


def test_the_matrix_is_given_as_json_and_csv(held: Any, client: Any) -> None:
    query = f"units=JPN:2017+NOR:2018&variables={PENALISED}"
    record = json.loads(client.get(f"/compare.json?{query}").content)
    assert [row["unit"] for row in record["rows"]] == ["JPN:2017", "NOR:2018"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/compare.csv?{query}").content.decode())))
    assert [(row["value"], row["absence"]) for row in rows] == [("yes", ""), ("", "not_stated")]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("units=QQQ:2018", "QQQ"),
        ("units=JPN:2018&variables=nothing.such", "nothing.such"),
        ("units=JPN:2018&sort=alphabet", "alphabet"),
        ("units=%3Cscript%3E", "&lt;script&gt;"),
    ],
)
def test_what_cannot_be_understood_is_said_on_the_page(
    held: Any, client: Any, query: str, said: str
) -> None:
    response = client.get(f"/compare/?{query}")
    assert response.status_code == 400
    text = response.content.decode()
    assert said in text.partition('role="alert"')[2].partition("</p>")[0]
    assert "<script>" not in text.partition("<main")[2]


@pytest.mark.parametrize(
    "address",
    [
        "/compare.json",
        "/compare.txt?units=JPN:2018",
        "/compare/passages.docx",
        "/compare/passages.exe?units=JPN:2018",
        "/compare/passages.csv?pin=nobody%409.9",
        "/compare/passages.csv?pin=nonsense",
    ],
)
def test_a_file_of_nothing_is_not_found(held: Any, client: Any, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_sample_is_called_one_on_the_page_and_in_its_files(load: Load, client: Any) -> None:
    record, assessment = engine_record(_text("JPN", 2018), country="JPN", edition=2018)
    record["document"]["text_kind"] = "sample"
    load(record, judged={record["document"]["id"]: assessment})
    query = f"units=JPN:2018&variables={PENALISED}"
    assert "Sample, not a quotation" in client.get(f"/compare/?{query}").content.decode()
    text = client.get(f"/compare/passages.md?{query}").content.decode()
    assert text.startswith("**Sample, not a quotation**")
