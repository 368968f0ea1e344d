"""The page of panels: first rows, files, and what cannot be made; the page of a country's scores."""

import csv
import io
import json

import pyreadstat

from tests.library.factories import coding, finding

TEXT = (
    ("prosecution", "The law bans all forms. Courts convicted two traffickers."),
    ("protection", "Officials fined some victims."),
)


def record(country="JPN", edition=2018, **more):
    return coding(
        country=country,
        edition=edition,
        paragraphs=TEXT,
        findings=[
            finding("prosecution.law", "yes", "The law bans all forms.", level="law"),
            finding("prosecution.convicted", "yes", "Courts convicted two traffickers."),
            finding("protection.victims_penalised", "yes", "Officials fined some victims."),
        ],
        **more,
    )


def test_the_form_is_there_without_a_question(load, page):
    load(record())
    text = page("/panel/")
    assert 'name="variables"' in text
    assert "First rows" not in text


def test_the_first_rows_link_to_their_texts_and_name_what_is_missing(load, page):
    load(record(), record("KEN", 2016))
    text = page("/panel/?variables=prosecution.law,prevention.hotline&balanced=1&from=2016&to=2018")
    assert "2 texts of 2 countries fit: 2 narrative" in text
    assert f"/documents/{record()['document']['id']}/" in text
    assert "not held" in text
    assert "not stated" in text
    assert "This panel has 6 rows" in text


def test_the_files_hold_every_row(load, client, tmp_path):
    load(record(), record("KEN", 2016))
    asked = "variables=prosecution.*&sides=values"
    rows = list(csv.DictReader(io.StringIO(client.get(f"/panel.csv?{asked}").content.decode())))
    assert [(r["iso3"], r["pros_law"]) for r in rows] == [("JPN", "yes"), ("KEN", "yes")]
    path = tmp_path / "panel.dta"
    path.write_bytes(client.get(f"/panel.dta?{asked}").content)
    assert list(pyreadstat.read_dta(str(path))[0]["iso3"]) == ["JPN", "KEN"]
    assert len(json.loads(client.get(f"/panel.json?{asked}").content)["rows"]) == 2
    assert "`pros_law`" in client.get(f"/panel.md?{asked}").content.decode()


def test_countries_regions_and_kinds_choose_the_texts(load, client):
    load(record(), record("KEN", 2016), record("NGA", 2016, text_kind="summary"))

    def codes(more):
        content = client.get(f"/panel.csv?set=core&{more}").content.decode()
        return [row["iso3"] for row in csv.DictReader(io.StringIO(content))]

    assert codes("countries=Africa") == ["KEN", "NGA"]
    assert codes("countries=Japan,KEN") == ["JPN", "KEN"]
    assert codes("kind=summary") == ["NGA"]


def test_what_cannot_be_made_is_said_above_the_form(load, client):
    load(record())
    for asked in ("variables=nothing.here", "set=core&countries=Atlantis", "set=core&to=2003"):
        response = client.get(f"/panel/?{asked}")
        assert response.status_code == 400
        assert "This cannot be made." in response.content.decode()
        assert client.get(f"/panel.csv?{asked}").status_code == 400


def test_named_countries_have_rows_in_a_balanced_panel_also_where_no_text_is_held(
    load, page, client
):
    load(record())
    asked = "set=core&countries=SCG,MNE&balanced=1&from=2004&to=2007"
    text = page(f"/panel/?{asked}")
    assert "This panel has 5 rows" in text
    rows = csv.DictReader(io.StringIO(client.get(f"/panel.csv?{asked}").content.decode()))
    units = [(row["iso3"], row["edition"], row["held"]) for row in rows]
    assert units == [
        *(("MNE", year, "no") for year in ("2006", "2007")),
        *(("SCG", year, "no") for year in ("2004", "2005", "2006")),
    ]


def test_a_panel_of_samples_says_so_first(load, page):
    load(record(text_kind="sample"))
    text = page("/panel/?set=core")
    assert text.index("Sample, not a quotation") < text.index("First rows")


def test_scores_stand_with_their_rule_and_their_words(load, page, client):
    load(record(), record(edition=2016, text_kind="summary"))
    text = page("/JPN/indices/")
    assert "Prosecution 5: a law, convictions" in text
    assert "Courts convicted two traffickers." in text
    assert "this is a score of the summary, not of the Report" in text
    assert "no tier" in text
    scores = json.loads(client.get("/JPN/indices.json").content)["scores"]
    assert [row["edition"] for row in scores] == [2018, 2016]
    rows = list(csv.DictReader(io.StringIO(client.get("/JPN/indices.csv").content.decode())))
    assert all(row["text"] or row["basis"] for row in rows)


def test_a_country_without_texts_has_no_scores(load, client):
    load(record())
    assert client.get("/KEN/indices/").status_code == 404
    assert client.get("/QQQ/indices/").status_code == 404
