"""What other tools write: how they count, what they moved, what they call things, and what contradicts itself."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.release.exchange.making import ALPHABET, codebook
from tierbook.errors import ExchangeInvalid
from tierbook.files import bare_cell, guard_cell
from tierbook.release.exchange import (
    CodeMap,
    Imported,
    Text,
    decisions_of,
    list_codes,
    read_exchange,
    write_exchange,
)
from tierbook.release.exchange.memo import read_memo, write_memo
from tierbook.release.exchange.pieces import Piece
from tierbook.release.exchange.placing import COUNTINGS, choose_counting, to_utf16
from tierbook.release.exchange.project import FACTS, Project

# A sample in our own words, with signs beyond the first plane and a mark that combines.
WORDS = (
    "The 😀 government enacted a law.\n\nCourts convicted 12 trafficke\u0301rs; no 𝒳 victim was punished.\n\n"
    "The government enacted a law. Shelters stayed open."
)
TEXT = Text(
    "tip-2003-jpn-test-00000000", WORDS, {"country": "JPN", "edition": 2003, "sha256": "0" * 64}
)
XML = '<?xml version="1.0" encoding="utf-8"?>'


def project_file(
    selections: str,
    *,
    text: str | bytes = WORDS,
    origin: str = "Tool",
    name: str = TEXT.id,
    path: str = "internal://33333333-0000-0000-0000-000000000001.txt",
) -> bytes:
    """A QDPX as some other program writes it: its own users, ids in braces, a folder with a capital."""
    tree = (
        '<Code guid="{11111111-0000-0000-0000-000000000001}" name="prosecution.law" isCodable="true">'
        '<Code guid="11111111-0000-0000-0000-000000000002" name="yes" isCodable="true"/></Code>'
        '<Code guid="11111111-0000-0000-0000-000000000003" name="prosecution.law = no" isCodable="true"/>'
        '<Code guid="11111111-0000-0000-0000-000000000004" name="profile.origins" isCodable="true">'
        '<Code guid="11111111-0000-0000-0000-000000000005" name="China" isCodable="true"/>'
        '<Code guid="11111111-0000-0000-0000-000000000006" name="KOR" isCodable="true"/></Code>'
        '<Code guid="11111111-0000-0000-0000-000000000007" name="Interesting" isCodable="true"/>'
        '<Code guid="11111111-0000-0000-0000-000000000008" name="prosecution.law = not_stated" isCodable="true"/>'
        '<Code guid="11111111-0000-0000-0000-000000000009" name="figures.convictions" isCodable="true"/>'
    )
    qde = (
        f'{XML}<Project xmlns="urn:QDA-XML:project:1.0" name="P" origin="{origin}"><Users>'
        '<User guid="22222222-0000-0000-0000-000000000001" name="Ana Maria"/>'
        '<User guid="22222222-0000-0000-0000-000000000002" name="Ben"/></Users>'
        f"<CodeBook><Codes>{tree}</Codes></CodeBook><Sources>"
        f'<TextSource guid="33333333-0000-0000-0000-000000000001" name="{name}" '
        f'plainTextPath="{path}">{selections}</TextSource>'
        "</Sources></Project>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("project.qde", qde)
        data = text.encode() if isinstance(text, str) else text
        archive.writestr("Sources/33333333-0000-0000-0000-000000000001.TXT", data)
    return out.getvalue()


def selection(
    start: int, end: int, code: int, *, user: int = 1, name: str = "", memo: str = ""
) -> str:
    return (
        f'<PlainTextSelection guid="44444444-0000-0000-0000-{start:06}{end:06}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}" creatingUser="22222222-0000-0000-0000-00000000000{user}">'
        f"<Description>{memo}</Description>"
        f'<Coding guid="55555555-0000-0000-0000-{start:06}{end:06}">'
        f'<CodeRef targetGUID="11111111-0000-0000-0000-00000000000{code}"/></Coding></PlainTextSelection>'
    )


def read(
    data: bytes, *, onto: tuple[Text, ...] = (TEXT,), codes: CodeMap | None = None
) -> Imported:
    return read_exchange("qdpx", data, "their.qdpx", codebook(), onto=onto, codes=codes)


def span(words: str) -> tuple[int, int]:
    return WORDS.index(words), WORDS.index(words) + len(words)


def test_a_child_of_a_variable_is_its_value_by_code_by_label_and_by_name() -> None:
    start, end = span("enacted a law")
    back = read(
        project_file(selection(start, end, 2) + selection(start, end, 5) + selection(start, end, 6))
    )
    found = {said.variable: said for said in back.project.said}
    assert found["prosecution.law"].value == "yes"
    assert found["profile.origins"].value == ["CHN", "KOR"]
    assert [w.supports for w in found["profile.origins"].words] == ["CHN", "KOR"]
    assert found["prosecution.law"].coder == "person/Ana-Maria"
    assert (back.refused, dict(back.unknown)) == ((), {})


def test_lines_of_a_comment_are_facts_and_the_rest_is_the_note() -> None:
    start, end = span("enacted a law")
    memo = "level: practice\nWhich law?\nplace: abroad"
    (said,) = read(project_file(selection(start, end, 3, memo=memo))).project.said
    assert said.facts == {"level": "practice", "place": "abroad", "note": "Which law?"}


def test_figures_take_their_value_from_the_comment() -> None:
    start, end = span("convicted 12")
    memo = 'value: [{"what": "convictions", "n": 12}]'.replace('"', "&quot;")
    (said,) = read(project_file(selection(start, end, 9, memo=memo))).project.said
    assert said.value == [{"what": "convictions", "n": 12}]
    back = read(project_file(selection(start, end, 9)))
    assert not back.project.said
    assert "no value is told" in back.refused[0]


def test_a_list_in_the_comment_may_be_names() -> None:
    start, end = span("enacted a law")
    (said,) = read(
        project_file(selection(start, end, 4, memo="value: China; Thailand, KOR"))
    ).project.said
    assert said.value == ["CHN", "THA", "KOR"]
    back = read(project_file(selection(start, end, 4, memo="value: China, Atlantis")))
    assert not back.project.said
    assert len(back.refused) == 1


def test_yes_and_no_of_one_person_are_mixed_and_of_two_are_two_answers() -> None:
    a, b = span("enacted a law"), span("no 𝒳 victim")
    one = read(project_file(selection(*a, 2) + selection(*b, 3)))
    assert [(s.value, [w.supports for w in s.words]) for s in one.project.said] == [
        ("mixed", ["yes", "no"])
    ]
    two = read(project_file(selection(*a, 2) + selection(*b, 3, user=2)))
    assert {s.coder: s.value for s in two.project.said} == {
        "person/Ana-Maria": "yes",
        "person/Ben": "no",
    }


def test_what_a_person_adds_to_her_own_earlier_coding_joins_it() -> None:
    a, b = span("enacted a law"), span("no 𝒳 victim")
    old = "finding: 0123456789abcdef\nvalue: [&quot;CHN&quot;, &quot;THA&quot;]\npart: 1/2"
    rest = old.replace("1/2", "2/2")
    made = selection(*a, 5, memo=old) + selection(*b, 4, memo=rest) + selection(*b, 6)
    (said,) = read(project_file(made)).project.said
    assert said.value == ["CHN", "THA", "KOR"]
    (said,) = read(project_file(selection(*a, 5, memo=old) + selection(*b, 6))).project.said
    assert said.value == ["CHN", "KOR"]  # she has taken Thailand away


def test_silence_and_a_value_of_one_person_contradict_each_other() -> None:
    a = span("enacted a law")
    back = read(project_file(selection(*a, 2) + selection(0, len(WORDS), 8)))
    assert not back.project.said
    assert len(back.refused) == 1
    assert "not_stated and as something else" in back.refused[0]


def test_silence_is_a_decision_without_words() -> None:
    (decision,) = decisions_of(read(project_file(selection(0, len(WORDS), 8))).project)
    assert (decision["action"], decision["value"], decision["evidence"]) == (
        "not_stated",
        "not_stated",
        [],
    )
    assert (decision["coder"], decision["unit"], decision["shown"]) == (
        "Ana-Maria",
        "JPN:2003",
        "blind",
    )


def test_what_a_comment_says_beside_the_value_is_in_the_decision() -> None:
    memo = "said_by: ngo\nacts: [&quot;fined&quot;]\nMy own words."
    (decision,) = decisions_of(
        read(project_file(selection(*span("enacted a law"), 2, memo=memo))).project
    )
    assert decision["qualities"] == {"said_by": "ngo", "acts": ["fined"]}
    assert decision["note"] == "My own words."
    (bare,) = decisions_of(read(project_file(selection(*span("enacted a law"), 2))).project)
    assert bare["qualities"] is None


def test_a_code_of_another_name_is_listed_and_a_map_says_what_it_stands_for() -> None:
    a = span("enacted a law")
    data = project_file(selection(*a, 7) + selection(*a, 3))
    back = read(data)
    assert dict(back.unknown) == {"Interesting": 1}
    assert len(back.project.said) == 1
    entry = {"variable": "prosecution.complicity", "value": "yes", "level": "practice"}
    mapped = read(data, codes=CodeMap({"Interesting": entry, "prosecution.law = no": "-"}))
    assert [(s.variable, s.value, s.facts) for s in mapped.project.said] == [
        ("prosecution.complicity", "yes", {"level": "practice"})
    ]
    with pytest.raises(ExchangeInvalid, match="no variable"):
        read(data, codes=CodeMap({"Interesting": "prosecution.lore = yes"}))


@pytest.mark.parametrize("counting", sorted(COUNTINGS))
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_words_that_a_file_quotes_decide_how_it_counts(counting: str, ends: str) -> None:
    theirs = WORDS.replace("\n", ends)
    counts = COUNTINGS[counting](theirs)
    quote = "no 𝒳 victim was punished"
    at = theirs.index(quote)
    made = selection(counts[at], counts[at + len(quote)], 3, name=quote)
    back = read(project_file(made, text="\ufeff" + theirs))
    assert not back.refused
    ((words,),) = [said.words for said in back.project.said]
    assert (words.text, words.start) == (quote, WORDS.index(quote))


@given(st.text(alphabet=ALPHABET + "\r", max_size=40), st.data())
def test_every_counting_leads_back_to_code_points(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for name in ("code points", "units of UTF-16"):
        counts = COUNTINGS[name](text)
        _, into = choose_counting(text, [], name)
        assert into(counts[start], counts[end]) == (start, end)
    assert to_utf16(text)[-1] == len(text.encode("utf-16-le")) // 2


def test_a_text_that_was_changed_takes_the_words_that_stand_there_once() -> None:
    theirs = "Sample text, saved by hand.\n\n" + WORDS.replace("open.", "closed.")
    quote = "no 𝒳 victim was punished."
    at = theirs.index(quote)
    twice, gone = theirs.index("stayed"), theirs.index("closed.")
    made = selection(at, at + len(quote), 3) + selection(gone, gone + 7, 3, user=2)
    back = read(project_file(made, text=theirs))
    assert (back.exact, back.moved) == (0, 1)
    (said,) = back.project.said
    assert said.words[0].text == quote
    assert "no certain place" in back.refused[0]
    assert twice


def test_words_that_stand_twice_go_where_their_surroundings_do() -> None:
    theirs = WORDS.replace("😀 ", "") + " One line more."
    last = theirs.rindex("The government enacted a law.")
    first = theirs.index("The government enacted a law.")
    made = selection(first, first + 29, 3) + selection(last, last + 29, 2, user=2)
    back = read(project_file(made, text=theirs))
    assert [w.start for s in back.project.said for w in s.words if s.value == "yes"] == [
        WORDS.rindex("The government")
    ]


def test_a_text_that_is_none_of_those_given_is_refused_whole() -> None:
    back = read(
        project_file(
            selection(0, 5, 3), text="Quite another text about fishing rights.", name="other"
        )
    )
    assert not back.project.said
    assert "no narrative that was given is this text" in back.refused[0]


def test_one_broken_selection_stops_nothing() -> None:
    good = selection(*span("enacted a law"), 3)
    bad = (
        selection(5, 99_999, 2)
        + selection(7, 3, 2)
        + selection(1, 2, 2).replace('startPosition="1"', 'startPosition="x"')
        + selection(1, 2, 2).replace(
            "1111-0000-0000-0000-000000000002", "1111-0000-0000-0000-0000000000ff"
        )
    )
    back = read(project_file(bad + good))
    assert [s.value for s in back.project.said] == ["no"]
    assert len(back.refused) == 4


def test_a_project_that_breaks_the_schema_is_read_and_told() -> None:
    data = project_file(selection(*span("enacted a law"), 3).replace("guid=", "id=", 1))
    back = read(data)
    assert len(back.project.said) == 1
    assert any("breaks the schema" in notice for notice in back.notices)


def test_a_table_that_people_wrote_needs_a_quotation_only() -> None:
    rows = [
        {
            "document": TEXT.id,
            "coder": "ana",
            "variable": "prosecution.law",
            "value": "no",
            "text": "no 𝒳 victim",
        },
        {
            "document": TEXT.id,
            "coder": "ana",
            "variable": "profile.origins",
            "value": '["CHN"]',
            "text": "",
        },
        {
            "document": TEXT.id,
            "coder": "ben",
            "variable": "prosecution.law",
            "value": "nonsense",
            "text": "",
        },
        {
            "document": TEXT.id,
            "coder": "ben",
            "variable": "prosecution.law",
            "value": "yes",
            "text": "enacted a law",
        },
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    back = read_exchange("csv", out.getvalue().encode(), "t.csv", codebook(), onto=(TEXT,))
    assert [(s.coder, s.variable, s.value, len(s.words)) for s in back.project.said] == [
        ("person/ana", "profile.origins", ["CHN"], 0),
        ("person/ana", "prosecution.law", "no", 1),
    ]
    assert dict(back.unknown) == {"prosecution.law = nonsense": 1}
    assert "no certain place" in back.refused[0]  # it stands there twice


@given(st.text(alphabet="'=+-@\t\r a", max_size=6))
def test_no_cell_is_a_formula_and_every_cell_comes_back(words: str) -> None:
    shown = guard_cell(words)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert bare_cell(shown) == words


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_rows_of_a_spreadsheet_in_any_country_are_read(sign: str) -> None:
    lines = [
        ("document", "coder", "code", "text", "note"),
        (TEXT.id, "jörg", "prosecution.law = no", '"Courts convicted"', f'"größer{sign}😀"'),
        (TEXT.id, "", "prosecution.law = no", "", ""),
        (TEXT.id, "ana", "", "", ""),
    ]
    data = "\r\n".join(map(sign.join, lines)).encode("utf-8-sig")
    back = read_exchange("csv", data, "t.csv", codebook(), onto=(TEXT,))
    (said,) = back.project.said
    assert (said.coder, said.value, said.fact("note")) == ("person/jörg", "no", f"größer{sign}😀")
    assert back.refused == (
        "t.csv:3: its cell 'coder' is empty",
        "t.csv:4: its cell 'variable' is empty",
    )


def test_another_text_is_cut_into_words_once_and_one_too_long_is_told_by_coding(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tierbook.release.exchange import placing

    cut: list[str] = []
    real = placing.comparable_tokens
    monkeypatch.setattr(placing, "comparable_tokens", lambda text: cut.append(text) or real(text))
    theirs = "Another preface, then. " + WORDS
    placer = placing.Placer(WORDS)
    for at in range(0, 40, 4):
        placer.by_span(theirs, at, at + 4)
    assert sorted(map(len, cut)) == [len(WORDS), len(theirs)]
    cut.clear()
    endless = placing.Placer("word " * 200_000)
    piece = Piece("x", "ana", ("a",), quote="no such words")
    assert [endless.by_words(piece), endless.by_words(piece)] == [None, None]
    assert len([text for text in cut if len(text) > 100_000]) == 1


def test_a_place_that_is_no_whole_number_is_told() -> None:
    data = f"document,coder,code,start,end\n{TEXT.id},ana,prosecution.law = no,1.0,5.0\n".encode()
    back = read_exchange("csv", data, "t.csv", codebook(), onto=(TEXT,))
    assert back.refused == ("t.csv:2: the row cannot be read: start is '1.0', and no whole number",)


def test_a_file_without_texts_says_what_is_to_be_given() -> None:
    data = f"document,coder,code,text\n{TEXT.id},ana,prosecution.law = no,a law\n".encode()
    data += f"{TEXT.id},ben,prosecution.law = no,a law\n".encode()
    back = read_exchange("csv", data, "t.csv", codebook())
    (told,) = back.refused
    assert back.lost == 2
    assert "does not hold its text" in told
    assert "--onto" in told


def test_an_annotation_of_another_client_is_found_by_its_quotation() -> None:
    made = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "creator": {"type": "Person", "name": "ben"},
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "prosecution.law = yes"}],
        "target": {
            "source": TEXT.id,
            "selector": {
                "type": "TextQuoteSelector",
                "exact": "enacted a law",
                "prefix": "\n\nThe government ",
            },
        },
    }
    back = read_exchange(
        "web-annotation", json.dumps(made).encode(), "a.json", codebook(), onto=(TEXT,)
    )
    (said,) = back.project.said
    assert (said.coder, said.words[0].start) == ("person/ben", WORDS.rindex("enacted"))


def test_regions_of_label_studio_count_as_a_browser_does() -> None:
    quote = "no 𝒳 victim"
    start = len(WORDS[: WORDS.index(quote)].encode("utf-16-le")) // 2
    region = {
        "id": "r1",
        "to_name": "text",
        "value": {"start": start, "end": start + len(quote) + 1, "text": quote},
    }
    results = [
        {
            **region,
            "from_name": "code",
            "type": "labels",
            "value": {**region["value"], "labels": ["prosecution.law = no"]},
        },
        {**region, "from_name": "level", "type": "choices", "value": {"choices": ["practice"]}},
        {
            **region,
            "from_name": "note",
            "type": "textarea",
            "value": {"text": ["A note.", "place: home"]},
        },
    ]
    task = {
        "id": 7,
        "data": {"text": WORDS, "document": TEXT.id},
        "annotations": [{"completed_by": 3, "result": results}],
    }
    back = read_exchange(
        "label-studio", json.dumps([task, {"id": 8}]).encode(), "t.json", codebook(), onto=(TEXT,)
    )
    (said,) = back.project.said
    assert (said.coder, said.words[0].text) == ("person/user-3", quote)
    assert said.facts == {"level": "practice", "place": "home", "note": "A note."}
    assert len(back.refused) == 1


def test_a_prediction_that_a_person_submitted_is_accepted_with_the_proposal_in_sight() -> None:
    result = {
        "from_name": "code", "to_name": "text", "type": "labels", "origin": "prediction", "id": "a",
        "value": {"start": 0, "end": 3, "labels": ["prosecution.law = yes"]},
    }  # fmt: skip
    task = {
        "data": {"text": WORDS, "document": TEXT.id},
        "annotations": [{"completed_by": {"email": "a@b.org"}, "result": [result]}],
    }
    back = read_exchange(
        "label-studio", json.dumps([task]).encode(), "t.json", codebook(), onto=(TEXT,)
    )
    (decision,) = decisions_of(back.project)
    assert (decision["action"], decision["shown"], decision["coder"]) == (
        "accept",
        "proposal",
        "a@b.org",
    )


def test_a_layer_of_their_own_is_a_code_under_its_name() -> None:
    cassis = pytest.importorskip("cassis")
    system = cassis.TypeSystem()
    kind = system.create_type("webanno.custom.Findings", "uima.tcas.Annotation")
    for feature in ("label", "comment"):
        system.create_feature(kind, feature, "uima.cas.String")
    cas = cassis.Cas(system)
    cas.sofa_string = WORDS
    cas.sofa_mime = "text/plain"
    start, end = span("no 𝒳 victim")
    cas.add(kind(begin=start, end=end, label="Law", comment="level: practice"))
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("ben.xmi", cas.to_xmi())
        archive.writestr("TypeSystem.xml", system.to_xml())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("exportedproject.json", "{}")
        archive.writestr(f"annotation/{TEXT.id}.txt/ben.zip", inner.getvalue())
        archive.writestr(f"annotation/{TEXT.id}.txt/broken.zip", inner.getvalue()[:-30])
    codes = CodeMap({"Findings > Law": "prosecution.law = no"})
    back = read_exchange("cas", out.getvalue(), "p.zip", codebook(), onto=(TEXT,), codes=codes)
    (said,) = back.project.said
    assert (said.coder, said.value, said.facts) == ("person/ben", "no", {"level": "practice"})
    assert said.words[0].text == "no 𝒳 victim"
    assert any("broken.zip" in words for words in back.refused)


@given(
    st.dictionaries(
        st.sampled_from(FACTS),
        st.one_of(
            st.text(),
            st.integers(),
            st.floats(allow_nan=False, allow_infinity=False),
            st.lists(st.text()),
        ),
        max_size=4,
    )
)
def test_lines_of_a_comment_come_back(facts: dict[str, object]) -> None:
    assert read_memo(write_memo(facts), FACTS) == facts


def test_a_codebook_lists_what_its_codes_stand_for() -> None:
    project = Project((), variables=("prosecution.law", "tier.stated"))
    data = write_exchange("qdc", project, codebook())
    rows = {
        row.path.rpartition(" > ")[2]: row.stands_for
        for row in list_codes(data, "c.qdc", codebook())
    }
    assert all(name == stands for name, stands in rows.items())
    assert {
        "prosecution.law = mixed",
        "tier.stated = 2WL",
        "tier.stated = not_stated",
    } <= rows.keys()
