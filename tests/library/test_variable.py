"""The page of a variable: accuracy with its labels, distribution with every absence named, countries by edition."""

from __future__ import annotations

import csv
import io
import json
import re

from tests.library.factories import coding, finding

LAW = "prosecution.law"


def says(value, **more):
    words = "No statute bans trafficking" if more.get("tier_line", "") is not None else ""
    return coding(
        findings=[finding(LAW, value, words or "No statute bans trafficking", level="law")], **more
    )


def silent(**more):
    return coding(findings=[], absences=[], **more)


def summary(**more):
    return silent(text_kind="summary", publisher="CIA", tier_line=None, **more)


def section(text, name):
    return text.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_which_answer_was_taken_for_which_stands_with_accuracy_for_each_kind_of_text(db, page):
    from tierbook.agreement import load_measured

    table = load_measured().confusion(LAW, "narrative")
    shown = section(page(f"/variables/{LAW}/"), "accuracy")
    assert "Which answer was taken for which, on whole narratives" in shown
    for label, row in table.items():
        for n in row.values():
            assert re.search(rf"<td><b>{label}</b></td>.*?>{n:g}</td>", shown)
    shown = section(page("/variables/profile.origins/"), "accuracy")
    assert "taken for which" not in shown


def test_examples_counter_examples_and_silence_stand_apart(db, page):
    text = page(f"/variables/{LAW}/")
    assert "some forms of trafficking, but not all" in section(text, "examples")
    assert "a recommendation proves nothing" in section(text, "counter-examples")
    assert "not stated" in section(text, "silence")
    assert "not stated" not in section(text, "examples")


def test_accuracy_is_told_by_kind_of_text_with_n_and_who_labelled_and_untested_in_the_same_row_size(
    db, page
):
    from tierbook.agreement import load_measured
    from tierbook.codebook import load_codebook

    found = load_measured().accuracy(LAW, "narrative")
    table = section(page(f"/variables/{LAW}/"), "accuracy")
    assert f"{found.f1:.2f} ({found.low:.2f} to {found.high:.2f})" in table
    assert f"{found.n:g}" in table
    assert found.labels in table
    assert "<i>untested here</i>" in table
    never = next(v for v in load_codebook().variables if v not in load_measured().variables)
    assert "<i>untested here</i>" in section(page(f"/variables/{never}/"), "accuracy")


def test_the_distribution_counts_texts_by_edition_and_kind_and_names_every_absence(load, page):
    load(
        says("yes", edition=2018),
        says("no", country="KEN", edition=2018),
        silent(country="NOR", edition=2018),
        summary(country="PER", edition=2018),
        says("yes", country="THA", edition=2018, text_kind="sample", publisher="tierbook sample"),
        says("mixed", edition=2003),
    )
    table = section(page(f"/variables/{LAW}/"), "distribution")
    rows = [row for row in table.split("<tr>") if "/editions/" in row]
    assert len(rows) == 3
    narrative = next(row for row in rows if "2018" in row and "narrative" in row)
    assert 'data-h="texts">3<' in narrative
    for words, n in (("yes", 1), ("no", 1), ("mixed", 0), ("not stated", 1)):
        assert f'data-h="{words}">{n}<' in narrative, words
    short = next(row for row in rows if "<td>summary</td>" in row)
    assert 'data-h="not in the summary">1<' in short
    assert "Not held:</b> 2001, 2002, 2004 to 2017" in table


def test_every_cell_of_a_country_opens_its_evidence_or_names_what_is_missing(load, page):
    here, quiet, short = says("yes", edition=2018), silent(edition=2015), summary(edition=2009)
    load(here, quiet, short, says("no", country="KEN", edition=2009))
    table = section(page(f"/variables/{LAW}/"), "countries")
    japan = table.partition("/JPN/")[2].partition("</tr>")[0]
    found = here["findings"][0]["id"]
    assert f'href="/documents/{here["document"]["id"]}/findings/{found}/"' in japan
    assert f'href="/documents/{quiet["document"]["id"]}/#silences"' in japan
    assert "not in the summary" in japan
    kenya = table.partition("/KEN/")[2].partition("</tr>")[0]
    assert kenya.count('<td class="hatch"><span class="on quiet">not held') == 2
    assert "<td></td>" not in table.partition("<tbody>")[2]


def test_practice_leads_before_law_in_a_cell(load, page):
    both = coding(
        findings=[
            finding(LAW, "yes", "No statute bans trafficking", level="law"),
            finding(LAW, "no", "Police opened cases", level="practice"),
        ]
    )
    load(both)
    japan = section(page(f"/variables/{LAW}/"), "countries").partition("/JPN/")[2]
    assert f"/{both['findings'][1]['id']}/" in japan.partition("</tr>")[0]


def test_filters_leave_the_countries_and_findings_asked_for_and_nonsense_asks_for_all(load, page):
    load(says("yes"), says("no", country="KEN"), silent(country="NOR"))
    text = page(f"/variables/{LAW}/?value=no")
    assert "/KEN/" in section(text, "countries")
    assert "/JPN/" not in section(text, "countries")
    assert section(text, "held").count("<q>") == 1
    assert "1 of 2" in section(text, "held")
    region = page(f"/variables/{LAW}/?region=Africa")
    assert "/JPN/" not in section(region, "countries")
    nobody = page(f"/variables/{LAW}/?region=Africa&value=yes")
    assert "No country is left by these filters" in nobody
    assert "/JPN/" in section(page(f"/variables/{LAW}/?value=perhaps"), "countries")


def test_elements_of_a_list_can_be_asked_for_and_are_mentions(load, page):
    load(
        coding(), coding(country="KEN", findings=[finding("profile.origins", ["PHL"], "Filipino")])
    )
    text = page("/variables/profile.origins/")
    assert "never numbers of victims" in section(text, "distribution")
    assert 'href="?value=PHL#countries"' in text
    asked = section(page("/variables/profile.origins/?value=THA"), "countries")
    assert "/JPN/" in asked
    assert "/KEN/" not in asked


def test_names_in_other_data_sets_say_which_of_our_values_mean_them(db, page):
    table = section(page(f"/variables/{LAW}/"), "elsewhere")
    assert "domesticlaws" in table
    assert "law_someforms" in table.replace("<wbr>", "")
    assert "3P Anti-trafficking Policy Index" in table
    assert "None of the data sets" in page("/variables/profile.at_risk_origins/")


def test_values_and_distribution_can_be_taken_away(load, client):
    load(says("yes", edition=2018), silent(country="NOR", edition=2018))
    answer = client.get(f"/variables/{LAW}/values.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(r["country"], r["value"], r["absence"]) for r in rows] == [
        ("JPN", "yes", ""),
        ("NOR", "", "not_stated"),
    ]
    found = json.loads(client.get(f"/variables/{LAW}/editions.json").content)
    assert found["editions"][0]["yes"] == 1
    assert found["editions"][0]["not_stated"] == 1
    assert client.get("/variables/no.such/values.csv").status_code == 404


def test_the_page_asks_a_fixed_number_of_times(load, client, django_assert_num_queries):
    load(*(coding(country=code) for code in ("JPN", "KEN", "NOR", "PER")))
    client.get(f"/variables/{LAW}/")  # what was measured is kept
    with django_assert_num_queries(5):
        client.get(f"/variables/{LAW}/")
