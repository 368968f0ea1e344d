"""The desk in a real browser: two people code a narrative blind, one adjudicates; by keys, by mouse, without script.

The library is one of its own, so that what is decided here changes no page of other tests.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.browser.conftest import PASSWORD, served
from tests.browser.looks import faultless
from tests.library.factories import coding, write_corpus

pytestmark = pytest.mark.chromium

ADD = """
import sys
from pathlib import Path
from tierbook.library import load_corpus
load_corpus(Path(sys.argv[1]))
from tierbook.library.accounts.models import Person
for name, role in (("kofi", "coder"), ("mira", "coder"), ("ayse", "adjudicator"), ("ines", "editor")):
    person = Person(username=name, role=role, name=name.title())
    person.set_password(sys.argv[2])
    person.save()
"""
QUESTIONS = ["prosecution.law", "protection.services", "profile.destination"]


@dataclass(frozen=True)
class Desk:
    """Where the desk is served, its home, and the text on it."""

    url: str
    home: Path
    document: str


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = tmp_path_factory.mktemp("desk")
    record = coding()
    write_corpus(home, record, coding(country="THA", edition=2018))
    subprocess.run([sys.executable, "-c", ADD, str(home), PASSWORD], check=True)
    with served(home) as url:
        yield Desk(url, home, record["document"]["id"])


@pytest.fixture
def enter(browser: Any, desk: Desk) -> Iterator[Any]:
    """Open the desk as somebody: `enter("kofi")`, `enter("kofi", script=False)`."""
    contexts = []

    def as_person(name: str, *, script: bool = True) -> Any:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{desk.url}/account/login/")
        page.fill("main input[name=login]", name)
        page.fill("main input[name=password]", PASSWORD)
        page.locator("main form button").last.click()
        page.wait_for_url(lambda url: "/login/" not in url)
        return page

    yield as_person
    for context in contexts:
        context.close()


def events_of(desk: Desk) -> list[dict[str, Any]]:
    """Return the decisions that the library holds, from the shell."""
    export = [
        sys.executable,
        "-m",
        "tierbook",
        "desk",
        "export",
        "--decisions",
        "--home",
        str(desk.home),
    ]
    told = subprocess.run(export, check=True, capture_output=True)
    return [orjson.loads(line) for line in told.stdout.splitlines()]


def question(page: Any, words: str) -> None:
    """Wait until a question is put."""
    from playwright.sync_api import expect

    expect(page.locator("#it")).to_contain_text(words)


def test_two_people_code_blind_and_a_third_adjudicates(desk, enter, tmp_path):
    from playwright.sync_api import expect

    from tierbook.agreement import answers_of_decisions, measure_agreement
    from tierbook.codebook import load_codebook

    asked = {name: load_codebook("tip").variables[name].question for name in QUESTIONS}
    unit = {
        "sample": "s-0a1b2c3d",
        "seed": 7,
        "n": 1,
        "document": desk.document,
        "probability": 0.5,
        "variables": QUESTIONS,
    }
    file = tmp_path / "sample.jsonl"
    file.write_bytes(orjson.dumps(unit) + b"\n")
    page = enter("ines")
    page.goto(f"{desk.url}/desk/samples/")
    page.set_input_files("#file", str(file))
    page.locator("#load button.main").click()
    page.wait_for_url("**/desk/samples/s-0a1b2c3d/")
    faultless(page)
    for name in ("Kofi", "Mira"):
        page.goto(f"{desk.url}/desk/samples/s-0a1b2c3d/")
        page.select_option("#person", label=f"{name}, coder")
        page.locator("#give button.main").click()
        page.wait_for_url("**/desk/assignments/")

    # Kofi works by keyboard, and marks words by selecting them
    page = enter("kofi")
    page.goto(f"{desk.url}/desk/")
    page.locator("#yours a").first.click()
    page.wait_for_url("**/desk/narratives/**")
    page.goto(f"{page.url}&variable=prosecution.law")
    question(page, asked["prosecution.law"])
    faultless(page)
    page.evaluate(
        """() => {
            const words = document.getElementById('p3s1').firstChild;
            const range = document.createRange();
            range.setStart(words, 3); range.setEnd(words, words.data.length - 1);
            document.getSelection().removeAllRanges(); document.getSelection().addRange(range);
        }"""
    )
    page.keyboard.press("e")
    expect(page.locator("[data-marked] q")).to_have_text("statute bans trafficking as such")
    page.keyboard.press("2")
    expect(page.locator("input[name=value][value=no]")).to_be_checked()
    page.locator("#level").select_option("law")
    page.locator("button[data-desk=Enter]").click()
    expect(page.locator("#it")).not_to_contain_text(asked["prosecution.law"])
    page.goto(f"{desk.url}/desk/narratives/{desk.document}/?sample=s-0a1b2c3d")
    page.locator("button[value=rest]").click()
    expect(page.locator("h2", has_text="Every question is decided")).to_be_visible()

    # Mira has no script: sentences are ticked, buttons are pressed
    page = enter("mira", script=False)
    page.goto(
        f"{desk.url}/desk/narratives/{desk.document}/?sample=s-0a1b2c3d&variable=prosecution.law"
    )
    page.check("input[name=sentence][value='3.2']")
    page.check("input[name=value][value=yes]")
    page.select_option("#level", "law")
    page.locator("details.how summary").click()
    page.select_option("#said_by", "ngo")
    page.locator("button[value=keep]").click()
    page.wait_for_url("**after=prosecution.law**")
    page.locator("button[value=rest]").click()
    page.wait_for_url(lambda url: "after" not in url)
    assert "Every question is decided" in page.content()

    page = enter("ayse")
    page.goto(f"{desk.url}/desk/adjudication/")
    page.locator("#waiting a").first.click()
    page.wait_for_url("**/desk/adjudication/tip-*/")
    faultless(page)
    first = page.locator("article.of-question").first
    expect(first.locator("h3")).to_contain_text("they differ")
    row = first.locator("tr", has_text="yes").locator("th")
    name = row.inner_text().split(",")[0]
    first.locator("input[name=note]").fill("The second sentence tells of courts.")
    first.locator(f"button[value={name}]").click()
    expect(page.locator("#q-prosecution-law h3")).to_contain_text("settled")
    page.locator("button[value=agreed]").click()
    expect(page.locator("button[value=agreed]")).to_have_count(0)

    decisions = events_of(desk)
    law = [d for d in decisions if d["variable"] == "prosecution.law"]
    assert [(d["action"], d["value"], d["shown"]) for d in law] == [
        ("change", "no", "blind"), ("change", "yes", "blind"), ("adjudicate", "yes", "proposal"),
    ]  # fmt: skip
    assert [d["qualities"]["said_by"] for d in law] == ["department", "ngo", "ngo"]
    assert law[0]["evidence"][0]["text"] == "statute bans trafficking as such"
    assert law[0]["drawn"] == {
        "how": "sample",
        "sample": "s-0a1b2c3d",
        "probability": 0.5,
        "stratum": "",
    }
    assert len({d["coder"] for d in law}) == 3
    assert sum(d["action"] == "adjudicate" for d in decisions) == 3

    # What the page says of their agreement is what the library says of the decisions that were taken out
    found = measure_agreement(answers_of_decisions(decisions), codebook=load_codebook("tip"))
    alpha = found.overall.values["krippendorff_alpha"]
    assert alpha is not None
    assert found.overall.left_out["adjudicated"] == 3
    page.goto(f"{desk.url}/desk/agreement/")
    faultless(page)
    cells = page.locator("#variables tbody tr", has_text="All variables").locator("td")
    expect(cells.nth(3)).to_have_text(f"{alpha:.3f}")
    page.locator("#variables tbody th a", has_text="law").first.click()
    page.wait_for_url("**/desk/agreement/prosecution.law/")
    faultless(page)
    expect(page.locator("#dividing")).to_contain_text("statute bans trafficking as such")
    law_alpha = found.variables["prosecution.law"].values["krippendorff_alpha"]
    expect(page.locator("#coefficients")).to_contain_text(f"{law_alpha:.3f}")

    page.goto(f"{desk.url}/documents/{desk.document}/why/prosecution.law/?people=beside")
    page.locator("#words a.ref").first.click()
    page.wait_for_url("**/findings/**")
    expect(page.locator("#people")).to_contain_text("Set by people: yes")


def test_the_queue_by_keyboard(desk, enter):
    from playwright.sync_api import expect

    page = enter("ines")
    page.goto(f"{desk.url}/desk/queue/?country=THA")
    faultless(page)
    left = int(page.locator(".title .num").last.inner_text())
    put = page.locator("#it").inner_text()
    page.keyboard.press("a")
    expect(page.locator(".title .num").last).to_have_text(str(left - 1))
    expect(page.locator("#it")).not_to_have_text(put)
    expect(page.locator(".undo")).to_contain_text("accept")
    page.keyboard.press("u")
    page.wait_for_url("**one=1**")
    expect(page.locator("#it")).to_have_text(put)
    page.goto(f"{desk.url}/desk/queue/?country=THA")
    expect(page.locator(".title .num").last).to_have_text(str(left))
    page.keyboard.press("s")
    page.wait_for_url("**at=1**")
    expect(page.locator("#it")).not_to_have_text(put)
    page.keyboard.press("k")
    page.wait_for_url(lambda url: "at=1" not in url)
    expect(page.locator("#it")).to_have_text(put)


def test_what_stands_beside_a_value_by_keyboard(desk, enter):
    from playwright.sync_api import expect

    page = enter("ines")
    page.goto(
        f"{desk.url}/desk/queue/?one=1&document={desk.document}&variable=prosecution.prosecuted&level=practice"
    )
    page.locator("details.how").evaluate("node => { node.open = false }")
    page.keyboard.press("q")
    expect(page.locator("#actor")).to_be_focused()
    expect(page.locator("#quality")).to_have_value("weak")
    page.select_option("#certainty", "alleged")
    page.select_option("#said_by", "media")
    page.check("input[name=acts][value=charged]")
    faultless(page)
    page.locator("#it").click()
    page.keyboard.press("a")
    expect(page.locator("[role=alert]")).to_contain_text("another said by, certainty, acts")
    expect(page.locator("#certainty")).to_have_value("alleged")
    page.locator("button[value=change]").click()
    expect(page.locator(".undo")).to_contain_text("change")
    expect(page.locator(".proposal")).to_contain_text("alleged")
    made = events_of(desk)[-1]
    assert (made["action"], made["value"]) == ("change", "yes")
    assert made["qualities"] == {
        "actor": "government", "period": "current", "said_by": "media", "certainty": "alleged",
        "quality": "weak", "extent": None, "acts": ["charged"], "whom": [],
    }  # fmt: skip


def test_a_refused_form_comes_back_with_its_words(desk, enter):
    from playwright.sync_api import expect

    page = enter("ines")
    page.goto(
        f"{desk.url}/desk/queue/?one=1&document={desk.document}&variable=protection.residency&level=law"
    )
    page.locator("input[name=sentence]:checked").first.uncheck()
    page.check("input[name=value][value=no]")
    page.fill("#note", "No words of it.")
    page.locator("button[value=change]").click()
    expect(page.locator("[role=alert]")).to_contain_text("no words carry the value")
    expect(page.locator("#note")).to_have_value("No words of it.")
    expect(page.locator("input[name=value][value=no]")).to_be_checked()


def test_a_decision_that_could_not_be_kept_stands_as_written_and_says_so_beside_its_button(
    enter, desk
):
    from playwright.sync_api import expect

    page = enter("ines")
    page.goto(f"{desk.url}/desk/queue/?one=1&document={desk.document}&variable=prosecution.law")
    page.fill("[name=note]", "read twice")
    refusal = '<!doctype html><p data-fault="Somebody else is writing to the library.">'

    def refuse(route: Any) -> None:
        if route.request.method == "POST":
            route.fulfill(status=503, body=refusal, content_type="text/html")
        else:
            route.continue_()

    page.route(re.compile("/desk/queue/"), refuse)
    page.locator("h1").click()  # keys are letters in the note
    page.keyboard.press("n")
    told = page.get_by_role("alert")
    told.wait_for()
    assert "Somebody else is writing to the library. It may not have been kept" in told.inner_text()
    assert page.locator("[name=note]").input_value() == "read twice"
    buttons, words = page.locator(".verdicts").bounding_box(), told.bounding_box()
    assert 0 <= words["y"] - (buttons["y"] + buttons["height"]) < 60
    assert words["y"] + words["height"] <= 900, "it is in sight"
    with page.expect_response(re.compile("/desk/queue/")):
        page.keyboard.press("n")
    expect(told).to_have_count(1)  # a second refusal takes the place of the first
