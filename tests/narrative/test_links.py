"""Links to words on the publisher's page: one place on it, the right one, in the page's own characters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.narrative.copies import FIRST, parse
from tests.narrative.fragments import Page
from tierbook.narrative import link_to_words, why_no_link
from tierbook.pages import ReadOptions, read_bytes

ADDRESS = "https://www.example.org/tip/2018/freedonia.html"
HTML = """<!doctype html><html><body><nav>Countries: Freedonia, Sylvania</nav><article>
<h1>Freedonia</h1><p>FREEDONIA: TIER 2</p>
<p>The Government of Freedonia keeps few promises &amp; has begun to try. It opened “two” shelters near the harbor.</p>
<h2>Prosecution</h2>
<p>Police arrested 14&nbsp;men for <b>forced</b> labor on tea es\u00adtates. The courts convicted nobody.</p>
<p>Inspectors (well-trained, yet few) visited farms, mines, and quarries. The courts convicted nobody.</p>
<ul><li>Charge officials who take bribes.</li><li>Train judges.</li><li>Train judges in the provinces.</li></ul>
</article></body></html>"""


def document_of(markup=HTML, address=ADDRESS):
    options = ReadOptions(country="THA", edition=2018)
    (document,) = read_bytes(markup.encode(), name="page.html", options=options).documents
    return replace(document, address=address)


def narrative_of(text=FIRST, address=ADDRESS):
    narrative = parse(text)
    return replace(narrative, document=replace(narrative.document, address=address))


def found(document, start, end):
    """Return every passage of the page that the link to a span may mean."""
    link = link_to_words(document, start, end)
    assert link is not None, document.source[start:end]
    address, _, directive = link.partition("#:~:text=")
    assert address == document.address
    return [document.source[low:high] for low, high in Page(document.source).all_matches(directive)]


def span_of(document, words):
    start = document.source.index(words)
    return start, start + len(words)


def test_a_short_passage_is_given_whole():
    document = document_of()
    link = link_to_words(document, *span_of(document, "It opened “two” shelters near the harbor."))
    assert link == (
        f"{ADDRESS}#:~:text=It%20opened%20%E2%80%9Ctwo%E2%80%9D%20shelters%20near%20the%20harbor"
    )


def test_a_long_one_by_its_first_and_last_words():
    document = document_of()
    words = document.source[document.source.index("The Government") :].partition("\n")[0]
    link = link_to_words(document, *span_of(document, words))
    assert link == f"{ADDRESS}#:~:text=The%20Government%20of,near%20the%20harbor"


def test_signs_of_the_syntax_are_encoded():
    document = document_of()
    link = link_to_words(document, *span_of(document, "(well-trained, yet few) visited"))
    assert link.endswith("#:~:text=well%2Dtrained%2C%20yet%20few%29%20visited")


def test_words_that_stand_twice_are_told_apart_by_those_around_them():
    document = document_of()
    words = "The courts convicted nobody."
    first = document.source.index(words)
    second = document.source.index(words, first + 1)
    links = [link_to_words(document, at, at + len(words)) for at in (first, second)]
    assert len(set(links)) == 2
    for link, at in zip(links, (first, second), strict=True):
        ((low, high),) = Page(document.source).all_matches(link.partition("text=")[2])
        assert (low, document.source[low:high]) == (at, words.rstrip(".")), link


def test_an_item_whose_words_begin_another_is_found_all_the_same():
    document = document_of()
    assert found(document, *span_of(document, "Train judges.")) == ["Train judges"]


def test_the_pages_own_characters_not_the_mended_ones():
    narrative = parse(FIRST.replace("final", "ﬁnal").replace("14 men", "14\u00a0men"))
    narrative = replace(narrative, document=replace(narrative.document, address=ADDRESS))
    at = narrative.text.index("14 men")
    assert narrative.link(at, at + 6).endswith("text=14%C2%A0men")
    at = narrative.text.index("final campaign")
    assert narrative.link(at, at + 14).endswith("text=%EF%AC%81nal%20campaign")


def test_no_link_where_there_is_no_page():
    document = document_of()
    span = span_of(document, "The courts convicted nobody.")
    for changed, why in (
        (replace(document, address=None), "no address"),
        (replace(document, address="urn:isbn:1"), "none of the web"),
        (replace(document, text_kind="sample"), "sample"),
        (replace(document, address="https://www.example.org/report.PDF"), "not known"),
    ):
        assert link_to_words(changed, *span) is None
        assert why in why_no_link(changed)
    assert why_no_link(document) is None


def test_in_a_pdf_the_link_leads_to_the_page():
    document = document_of(address="https://www.example.org/report.pdf#x")
    start, end = span_of(document, "The courts convicted nobody.")
    document = replace(document, file_pages=((0, 213), (start - 5, 214), (end + 9, 215)))
    assert link_to_words(document, start, end) == "https://www.example.org/report.pdf#page=214"
    assert link_to_words(document, 0, 4) == "https://www.example.org/report.pdf#page=213"


def test_a_fragment_of_the_address_stays():
    document = document_of(address=f"{ADDRESS}#freedonia:~:text=old")
    link = link_to_words(document, *span_of(document, "Train judges in"))
    assert link == f"{ADDRESS}#freedonia:~:text=Train%20judges%20in"


def test_of_a_page_with_many_countries_all_its_text_counts():
    document = document_of()
    start, end = span_of(document, "Charge officials who take bribes.")
    assert link_to_words(document, start, end).endswith(
        "text=Charge%20officials%20who%20take%20bribes"
    )
    other = "Sylvania\nCharge officials who take bribes.\n"
    low = len(other)
    whole = replace(
        document, page_text=other + document.source, page_span=(low, low + len(document.source))
    )
    link = link_to_words(whole, start, end)
    assert link.partition("text=")[2] != "Charge%20officials%20who%20take%20bribes"
    ((at, _),) = Page(whole.page_text).all_matches(link.partition("text=")[2])
    assert at == low + start


def test_without_anything_to_tell_them_apart_there_is_no_link():
    document = document_of(
        "<p>FREEDONIA: TIER 2</p><p>Yes.</p>" * 3 + "<p>Police sat in the sun.</p>"
    )
    at = document.source.index("Yes", document.source.index("Yes") + 1)
    assert link_to_words(document, at, at + 4) is None


@pytest.mark.parametrize("words", ["…", " ", "(“”)"])
def test_signs_alone_have_no_link(words):
    document = document_of(
        f"<p>FREEDONIA: TIER 2</p><p>Police sat {words} in the sun all day long.</p>"
    )
    assert link_to_words(document, *span_of(document, words)) is None


WORDS = st.sampled_from(
    [
        "men",
        "Women",
        "police",
        "the",
        "of",
        "it’s",
        "co-op",
        "“law”",
        "A&B",
        "1,000",
        "É",
        "e",
        "ﬁn",
        "x\u00ady",
    ]
)
LINES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)


@given(st.lists(LINES, min_size=1, max_size=6), st.data())
def test_a_link_means_one_place_and_it_is_the_right_one(lines, data):
    document = replace(
        document_of(address=ADDRESS), source="\n".join(f"{line}." for line in lines) + "\n"
    )
    source = document.source
    places = range(1, len(source))
    starts = [0, *(k for k in places if source[k].isalnum() and source[k - 1] in " \n“")]
    start = data.draw(st.sampled_from([k for k in starts if source[k].isalnum()] or [1]))
    ends = [k for k in places if k > start and source[k - 1].isalnum() and source[k] in " .”"]
    end = data.draw(st.sampled_from(ends))
    link = link_to_words(document, start, end)
    if link is None:
        return
    matches = Page(source).all_matches(link.partition("text=")[2])
    assert len(matches) == 1, (link, matches)
    low, high = matches[0]
    if "," not in link.partition("text=")[2].replace(",-", "").replace("-,", ""):
        assert source[low:high].strip("“”.") == source[start:end].strip("“”.") or (
            end - start > 80 or "\n" in source[start:end]
        )
    outside = source[low:start] + source[end:high]
    assert not any(s.isalnum() for s in outside), (link, source[low:high])


@pytest.mark.shared
def test_every_sentence_of_real_narratives_has_its_link(shared):
    folder = shared / "data" / "narratives"
    for path in [folder / "refworld-2003-japan.txt", *sorted(folder.glob("2018/*.txt"))[::20]]:
        narrative = parse(path.read_text(encoding="utf-8"))
        narrative = replace(narrative, document=replace(narrative.document, address=ADDRESS))
        page = Page(narrative.document.source)
        for sentence in narrative.sentences:
            link = narrative.link(sentence.start, sentence.end)
            if link is None:
                assert narrative.text.count(narrative.words(sentence.start, sentence.end)) > 1
                continue
            low, _ = page.first(link.partition("text=")[2])
            start, end = narrative.offsets.to_source(sentence.start, sentence.end)
            assert start <= page.places[low] < end
