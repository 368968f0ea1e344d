"""A whole run: where a narrative is looked for, what is asked once, what is told of what is missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pages.fetching.server import Server, TestClock, answer, fresh_or, moved
from tests.pages.fetching.storing import INDEX, Memory, narrative, site
from tierbook.pages import Asker, Outcome, fetch_pages, plan_fetch

Ask = Callable[..., Asker]


@pytest.fixture
def run(server: Server, ask: Ask) -> Callable[..., list[Outcome]]:
    """Fetch from the server into a store, without pauses."""

    def fetch(
        store: Memory, *countries: str, editions: tuple[int, ...] = (2021,), refresh: bool = False,
        publishers: tuple[str, ...] = ("state",), step: object = None,
    ) -> list[Outcome]:  # fmt: skip
        targets = plan_fetch(editions, countries or None, publishers=publishers)
        asker = ask(pause=0, tries=2)
        return list(fetch_pages(targets, store, asker, refresh=refresh, step=step))  # type: ignore[arg-type]

    return fetch


Run = Callable[..., list[Outcome]]


def test_countries_are_asked_by_the_address_that_their_name_makes(server: Server, run: Run) -> None:
    site(server, "Japan", "Kenya")
    store = Memory()
    outcomes = run(store, "JPN", "KEN")
    assert [(o.country, o.status, o.confidence) for o in outcomes] == [
        ("JPN", "fetched", "memory"),
        ("KEN", "fetched", "memory"),
    ]
    assert server.paths() == [f"{INDEX}japan/", f"{INDEX}kenya/"]
    held = store.held[f"https://www.state.gov{INDEX}japan/"]
    assert (held.edition, held.country, held.role, held.captured) == (
        2021,
        "JPN",
        "country",
        "2026-11-24T09:30:00Z",
    )


def test_what_is_held_is_not_asked_again(server: Server, run: Run) -> None:
    site(server, "Japan", "Kenya")
    store = Memory()
    run(store, "JPN", "KEN")
    before = len(server.asked)
    assert [o.status for o in run(store, "JPN", "KEN")] == ["held", "held"]
    assert len(server.asked) == before


def test_a_country_whose_address_is_spelled_otherwise_is_found_on_the_index(
    server: Server, run: Run
) -> None:
    moved_to = "/reports/2021-trafficking-in-persons-report-174/"
    links = f'<a href="{INDEX}burma__trashed/">Burma</a> <a href="{moved_to}">Tunisia</a>'
    server.serve(INDEX, answer(f"<html><body>{links}</body></html>"))
    server.serve(f"{INDEX}burma__trashed/", answer(narrative("Burma")))
    server.serve("/reports/2021-trafficking-in-persons-report-174/", answer(narrative("Tunisia")))
    store = Memory()
    outcomes = run(store, "MMR", "TUN")
    assert [(o.country, o.status) for o in outcomes] == [("MMR", "fetched"), ("TUN", "fetched")]
    assert server.paths().count(INDEX) == 1
    before = len(server.asked)
    run(store, "MMR", "TUN")
    assert INDEX not in server.paths()[before:]


def test_all_countries_are_those_that_the_index_lists(server: Server, run: Run) -> None:
    site(server, "Japan", "Kenya", "Peru")
    steps: list[tuple[int, int, str]] = []
    store = Memory()
    outcomes = run(store, step=lambda *at: steps.append(at))
    assert [o.country for o in outcomes] == ["JPN", "KEN", "PER"]
    assert {o.status for o in outcomes} == {"fetched"}
    assert steps[-1] == (3, 3, "")
    assert [o.role for o in outcomes] == ["country"] * 3
    assert store.held[f"https://www.state.gov{INDEX}"].role == "index"


def test_the_second_place_is_tried_where_the_first_has_nothing(server: Server, run: Run) -> None:
    path = "/reports/2020-trafficking-in-persons-report/japan/"
    server.serve(path, answer(narrative("Japan")), host="2017-2021.state.gov")
    (outcome,) = run(Memory(), "JPN", editions=(2020,))
    assert outcome.status == "fetched"
    assert outcome.address == f"https://2017-2021.state.gov{path}"


def test_a_page_of_a_range_is_asked_once_for_all_its_countries(server: Server, run: Run) -> None:
    base = "/j/tip/rls/tiprpt/2002/"
    host = "2009-2017.state.gov"
    links = '<a href="1.htm">Countries A through G</a><a href="2.htm">Countries H through Z</a>'
    server.serve(f"{base}index.htm", answer(f"<html><body>{links}</body></html>"), host=host)
    for name in ("1.htm", "2.htm"):
        server.serve(base + name, answer(narrative("Many")), host=host)
    outcomes = run(Memory(), "ALB", "JPN", "KEN", editions=(2002,))
    assert {(o.country, o.role, o.status) for o in outcomes} == {
        ("ALB", "several", "fetched"),
        ("JPN", "several", "fetched"),
        ("KEN", "several", "fetched"),
    }
    assert server.paths() == [f"{base}index.htm", f"{base}1.htm", f"{base}2.htm"]


def test_an_index_of_an_index_is_followed(server: Server, run: Run) -> None:
    base, host = "/j/tip/rls/tiprpt/2010/", "2009-2017.state.gov"
    server.serve(f"{base}index.htm", answer('<a href="2.htm">Country Narratives</a>'), host=host)
    server.serve(f"{base}2.htm", answer('<a href="3.htm">Countries A Through Z</a>'), host=host)
    server.serve(f"{base}3.htm", answer(narrative("Many")), host=host)
    (outcome,) = run(Memory(), "JPN", editions=(2010,))
    assert outcome.status == "fetched"
    assert server.paths() == [f"{base}index.htm", f"{base}2.htm", f"{base}3.htm"]


# --- asked again


def test_refreshing_asks_whether_a_page_has_changed(server: Server, run: Run) -> None:
    path = f"{INDEX}japan/"
    server.serve(path, fresh_or('"1"', narrative("Japan")))
    store = Memory()
    run(store, "JPN")
    (again,) = run(store, "JPN", refresh=True)
    assert again.status == "unchanged"
    assert server.asked[-1].headers["if-none-match"] == '"1"'
    assert len(store.kept) == 1
    server.serve(path, fresh_or('"2"', narrative("Japan", 2)))
    (changed,) = run(store, "JPN", refresh=True)
    assert changed.status == "changed"
    assert len(store.pages) == 2
    assert store.held[f"https://www.state.gov{path}"].etag == '"2"'


def test_the_same_bytes_again_are_no_change(server: Server, run: Run) -> None:
    site(server, "Japan")
    store = Memory()
    run(store, "JPN")
    assert [o.status for o in run(store, "JPN", refresh=True)] == ["unchanged"]
    assert len(store.kept) == 1
    assert len(store.confirmed) == 1


def test_a_page_that_is_gone_stays_held(server: Server, run: Run) -> None:
    site(server, "Japan")
    store = Memory()
    run(store, "JPN")
    server.pages.clear()
    (outcome,) = run(store, "JPN", refresh=True)
    assert outcome.status == "missing"
    assert store.find(f"https://www.state.gov{INDEX}japan/") is not None


# --- missing


def test_what_is_missing_is_told_with_address_reason_and_remedy(server: Server, run: Run) -> None:
    site(server, "Kenya")
    japan, kenya = run(Memory(), "JPN", "KEN")
    assert kenya.status == "fetched"
    assert (japan.status, japan.unit) == ("missing", "JPN:2021")
    assert japan.address is not None
    assert "names no page of Japan" in (japan.why or "")
    assert "may hold no narrative" in (japan.remedy or "")


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("/", "another page instead"),
        (INDEX, "another page instead"),
        (f"{INDEX}kenya/", "another page instead"),
        ("https://evil.example/", "not in the table"),
        ("http://www.state.gov/x/", "not with https"),
    ],
)
def test_a_redirect_to_something_else_is_no_page_of_the_country(
    server: Server, run: Run, to: str, why: str
) -> None:
    site(server, "Kenya")
    server.serve("/", answer("<p>Welcome.</p>"))
    server.serve(f"{INDEX}japan/", moved(to))
    store = Memory()
    (outcome,) = run(store, "JPN")
    assert outcome.status == "missing"
    told = outcome.why or ""
    assert why in told or "names no page" in told
    assert not [held for held in store.held.values() if held.country == "JPN"]


def test_a_redirect_to_the_same_country_is_its_page(server: Server, run: Run) -> None:
    server.serve(f"{INDEX}japan/", moved(f"{INDEX}japan-2/"))
    server.serve(f"{INDEX}japan-2/", answer(narrative("Japan")))
    (outcome,) = run(Memory(), "JPN")
    assert (outcome.status, outcome.address) == ("fetched", f"https://www.state.gov{INDEX}japan-2/")


def test_one_broken_page_stops_no_other(server: Server, run: Run) -> None:
    site(server, "Japan", "Kenya", "Peru")
    server.serve(f"{INDEX}kenya/", answer(b"GIF89a", kind="image/gif"))
    outcomes = run(Memory())
    assert [o.status for o in outcomes] == ["fetched", "missing", "fetched"]
    assert "image/gif" in (outcomes[1].why or "")


WALL = "<html><head><title>Just a moment...</title></head><body><p>Checking your browser</p></body></html>"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (WALL, "bot wall"),
        ("<html><title>Page not found</title><body><p>Page not found</p></body></html>", "missing"),
        ("<html><body><form>Sign in <input type='password'></form></body></html>", "log in"),
    ],
)
def test_a_wall_in_front_of_a_page_is_not_kept(
    server: Server, run: Run, page: str, said: str
) -> None:
    site(server, "Japan", "Kenya")
    server.serve(f"{INDEX}japan/", answer(page))
    store = Memory()
    japan, kenya = run(store, "JPN", "KEN")
    assert (japan.status, kenya.status) == ("missing", "fetched")
    assert said in (japan.why or "")
    assert japan.remedy
    assert not [held for held in store.held.values() if held.country == "JPN"]
    server.serve(f"{INDEX}japan/", answer(narrative("Japan")))
    assert [o.status for o in run(store, "JPN", "KEN")] == ["fetched", "held"]


def test_a_site_that_puts_walls_before_its_pages_is_left_alone(server: Server, run: Run) -> None:
    names = ("Japan", "Kenya", "Peru", "Ghana", "Chad", "Aruba", "Brazil", "Canada")
    site(server, *names)
    for name in names:
        server.serve(f"{INDEX}{name.lower()}/", answer(WALL))
    outcomes = run(Memory())
    assert {o.status for o in outcomes} == {"missing"}
    assert len(server.paths()) == 6  # the index and five pages
    assert "left alone" in (outcomes[-1].why or "")


def test_what_is_no_narrative_for_another_reason_is_kept_as_it_came(
    server: Server, run: Run
) -> None:
    site(server, "Japan")
    server.serve(
        f"{INDEX}japan/", answer("<html><title>News</title><body><p>Rain.</p></body></html>")
    )
    (outcome,) = run(Memory(), "JPN")
    assert outcome.status == "fetched"


def test_an_edition_without_an_index_is_one_thing_missing(server: Server, run: Run) -> None:
    (outcome,) = run(Memory())
    assert (outcome.status, outcome.unit) == ("missing", "2021")
    server.serve(INDEX, answer("<html><body><p>Under repair.</p></body></html>"))
    (outcome,) = run(Memory())
    assert "lists no country" in (outcome.why or "")


def test_a_publisher_without_an_address_says_so(server: Server, run: Run) -> None:
    (outcome,) = run(Memory(), "JPN", publishers=("ecoi",))
    assert outcome.status == "missing"
    assert "--addresses" in (outcome.remedy or "")
    assert server.asked == []


def test_every_request_keeps_its_distance(server: Server, ask: Ask, clock: TestClock) -> None:
    site(server, "Japan", "Kenya", "Peru")
    targets = plan_fetch([2021], None, publishers=["state"])
    asker = ask()
    list(fetch_pages(targets, Memory(), asker))
    assert asker.requests == 5  # robots.txt, the index, three pages
    assert sum(clock.slept) == pytest.approx(8.0, abs=0.5)
    assert server.most_open == 1
