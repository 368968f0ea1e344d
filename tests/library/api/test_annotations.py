"""Annotations keep to the W3C model: its terms, its types, and selectors that select the very words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.library.factories import coding

Ask = Callable[..., Any]
JAPAN = "tip-2018-jpn-sample-f4a0320b"
# Terms of http://www.w3.org/ns/anno.jsonld, as its context defines them; any other key is lost in JSON-LD.
TERMS = set(
    "@context id type accessibility annotationService as-generator as-items as-name audience body bodyValue cached "
    "canonical "
    "conformsTo created creator email email_sha1 end endSelector exact first format generated generator homepage items "
    "label language last lastModified modified motivation name next nickname partOf prefix prev processingLanguage "
    "purpose refinedBy renderedVia rights scope selector source sourceDate sourceDateEnd sourceDateStart start "
    "startIndex startSelector state styleClass stylesheet suffix target telephone textDirection total value via".split()
)
TYPES = set(
    "Annotation AnnotationCollection AnnotationPage Audience Choice Composite CssSelector CssStylesheet "
    "DataPositionSelector Dataset "
    "FragmentSelector HttpRequestState Image Independents List Organization Person RangeSelector "
    "ResourceSelection Software Sound SpecificResource SvgSelector Text TextPositionSelector TextQuoteSelector "
    "TextualBody TimeState Video XPathSelector".split()
)
MOTIVATIONS = set(
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating "
    "questioning replying tagging".split()
)


def _records(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _records(one)
    elif isinstance(value, list):
        for one in value:
            yield from _records(one)


def _conforms(annotation: dict[str, Any]) -> None:
    for record in _records(annotation):
        assert set(record) <= TERMS, set(record) - TERMS
        assert record.get("type", "Text") in TYPES
        for name in ("motivation", "purpose"):
            assert record.get(name, "tagging") in MOTIVATIONS
    assert annotation["type"] == "Annotation"
    assert annotation["id"].startswith("https://")
    assert annotation["target"]
    for target in annotation["target"]:
        assert target["type"] == "SpecificResource"
        assert target["source"]["id"].startswith("https://")


@pytest.fixture
def annotations(give: Ask) -> list[dict[str, Any]]:
    page: list[dict[str, Any]] = give(
        f"/documents/{JAPAN}/annotations", Accept="application/ld+json"
    )["first"]["items"]
    return page


def test_every_finding_is_an_annotation_of_the_model(give: Ask, annotations: Any) -> None:
    collection = give(f"/documents/{JAPAN}/annotations")
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == len(annotations) == give(f"/documents/{JAPAN}/findings")["total"]
    for annotation in annotations:
        _conforms(annotation)
        assert "@context" not in annotation


def test_selectors_select_the_sentence_in_the_text_that_is_their_source(
    ask: Ask, client: Any, annotations: Any
) -> None:
    text = client.get(f"/api/v1/documents/{JAPAN}/text?format=txt").content.decode()
    seen = 0
    for annotation in annotations:
        for target in annotation["target"]:
            if target["source"]["format"] != "text/plain":
                continue
            assert target["source"]["id"].endswith(f"/documents/{JAPAN}/text?format=txt")
            quote, position, fragment = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
            assert fragment["value"] == f"char={start},{end}"
            seen += 1
    assert seen >= len(annotations)


def test_fragments_are_anchors_of_the_page(page: Any, annotations: Any) -> None:
    words = page(f"/documents/{JAPAN}/")
    for annotation in annotations:
        for target in annotation["target"]:
            if target["source"]["format"] == "text/html":
                assert f'id="{target["selector"][1]["value"]}"' in words


def test_an_annotation_is_given_at_its_own_address(client: Any, annotations: Any) -> None:
    one = annotations[0]
    response = client.get(one["id"].removeprefix("https://library.example"))
    assert response.status_code == 200
    assert (
        response["Content-Type"]
        == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    )
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json() == {"@context": "http://www.w3.org/ns/anno.jsonld", **one}


def test_a_collection_is_given_beside_its_document(client: Any, give: Ask, samples: None) -> None:
    beside = client.get(f"/documents/{JAPAN}/annotations.json").json()
    assert beside == give(f"/documents/{JAPAN}/annotations")
    assert client.get("/documents/none/annotations.json").status_code == 404


def test_a_sample_is_named_as_one_and_has_no_official_target(annotations: Any) -> None:
    for annotation in annotations:
        assert "sample, not a quotation" in annotation["body"][1]["value"]
        assert all("library.example" in target["source"]["id"] for target in annotation["target"])


def test_a_text_with_an_official_address_is_a_target_by_quotation(client: Any, load: Any) -> None:
    record = coding(address="https://publisher.example/japan")
    load(record)
    first = record["findings"][0]
    address = f"/api/v1/documents/{record['document']['id']}/findings/{first['id']}/annotation"
    targets = client.get(address).json()["target"]
    official = [t for t in targets if t["source"]["id"] == "https://publisher.example/japan"]
    assert [t["selector"]["exact"] for t in official] == [e["text"] for e in first["evidence"]]


def test_what_is_no_finding_has_no_annotation(client: Any, samples: None) -> None:
    response = client.get(f"/documents/{JAPAN}/findings/0123456789abcdef.annotation.json")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
