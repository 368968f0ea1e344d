"""Values, chips and absences in words."""

from __future__ import annotations

from tierbook.library.reading.chips import chips_of
from tierbook.library.reading.values import absence_in_words, value_in_words


def test_yes_no_and_the_like_have_a_shape_and_a_word():
    for value, word, shape in (
        ("yes", "yes", "yes"),
        ("no", "no", "no"),
        ("mixed", "mixed", "mixed"),
        ("not_reported", "not reported", "nr"),
    ):
        view = value_in_words("prosecution.prosecuted", value)
        assert (view.word, view.shape) == (word, shape)


def test_countries_are_named_and_short_in_the_margin():
    view = value_in_words("profile.origins", ["CHN", "THA"])
    assert view.word == "China, Thailand"
    assert view.brief == "CHN THA"


def test_a_tier_is_a_tier():
    view = value_in_words("tier.stated", "2WL")
    assert (view.word, view.tier) == ("Tier 2 Watch List", "2WL")


def test_a_figure_says_unit_and_comparison_and_nought_is_a_value():
    row = {"what": "convictions", "n": 0, "n_max": None, "unit": "persons", "compared_with": 12}
    view = value_in_words("figures.convictions", [row])
    assert (view.word, view.brief) == ("0 persons (12 before)", "0 (12 before)")
    silent = {**row, "exactness": "none_reported"}
    assert value_in_words("figures.convictions", [silent]).brief == "none reported (12 before)"
    unknown = {**row, "n": None, "compared_with": None}
    assert value_in_words("figures.convictions", [unknown]).word == "not reported"


def test_the_year_before_is_not_told_twice():
    now = {
        "what": "convictions",
        "n": 23,
        "unit": "persons",
        "compared_with": 37,
        "period": "current",
    }
    then = {**now, "n": 37, "compared_with": None, "period": "previous"}
    assert value_in_words("figures.convictions", [now, then]).word == "23 persons (37 before)"
    assert value_in_words("figures.convictions", [then]).word == "37 persons the year before"


def test_a_margin_shows_the_first_of_many_figures_and_says_how_many_more():
    rows = [{"what": "prosecutions", "n": n, "unit": "cases"} for n in range(10, 16)]
    assert value_in_words("figures.prosecutions", rows).brief == "10; 11; 12 and 3 more"


def test_routes_name_both_ends():
    edge = {"from": "VNM", "to": "JPN", "forms": [], "victims": []}
    assert value_in_words("flows.edges", [edge]).word == "Vietnam to Japan"


def test_silence_is_named_and_never_no():
    assert absence_in_words("not_stated").word == "not stated"
    assert absence_in_words("not_in_summary").word == "not in the summary"


def test_chips_leave_the_usual_case_out_and_mark_what_is_less_than_stated():
    plain = {"certainty": "stated", "said_by": "department", "period": "current"}
    assert chips_of(plain) == []
    chips = chips_of({**plain, "certainty": "alleged", "said_by": "ngo", "quality": "weak"})
    assert [(c.word, c.kind) for c in chips] == [
        ("alleged", "odd"),
        ("weak", "plain"),
        ("NGOs or observers", "by"),
    ]


def test_words_of_the_codebook_are_drawn_and_never_taken_for_markup():
    from tierbook.library.reading.templatetags.signs import marked

    assert marked("*Did not report* is `not_reported`, <b> & 2 * 3.") == (
        "<i>Did not report</i> is <code>not_reported</code>, &lt;b&gt; &amp; 2 * 3."
    )
    assert marked("plain") == "plain"
