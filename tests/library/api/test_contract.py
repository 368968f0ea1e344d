"""The committed document is what the operations are, and its examples are what they answer."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

pytestmark = pytest.mark.only_on("sqlite")  # what is asked here does not depend on the engine
DOCUMENT = json.loads(
    (Path(__file__).parents[3] / "src/tierbook/library/api/openapi.json").read_text(
        encoding="utf-8"
    )
)
OPERATIONS = [
    pytest.param(one, id=one["operationId"])
    for methods in DOCUMENT["paths"].values()
    for method, one in methods.items()
    if method == "get"
]
MAKE = "make it again with: python -m tierbook.library.api.make"


def test_the_committed_document_is_what_the_operations_are(samples: None, client: Any) -> None:
    from tierbook.library.api.make import document_text

    committed = json.dumps(DOCUMENT, indent=1, ensure_ascii=False) + "\n"
    assert document_text(client) == committed, MAKE


def test_the_reference_is_made_from_the_document(repository: Path) -> None:
    from tierbook.library.api.reference import reference_markdown

    page = (repository / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    assert page == reference_markdown(DOCUMENT), MAKE


@pytest.mark.parametrize("one", OPERATIONS)
def test_each_example_is_what_the_operation_answers(
    one: dict[str, Any], samples: None, client: Any
) -> None:
    good = next(answer for code, answer in one["responses"].items() if code.startswith("2"))
    media, content = next((m, c) for m, c in good["content"].items() if "example" in c)
    response = client.get(one["x-example-request"], headers={"Accept": media})
    assert response.status_code == 200, response.content
    assert response.json() == content["example"], MAKE


@pytest.mark.parametrize("one", OPERATIONS)
def test_each_example_has_the_shape_that_is_promised(one: dict[str, Any]) -> None:
    good = next(answer for code, answer in one["responses"].items() if code.startswith("2"))
    content = next(c for c in good["content"].values() if "example" in c)
    schema = {**content["schema"], "components": DOCUMENT["components"]}
    errors = [
        f"{e.json_path}: {e.message[:200]}"
        for e in Draft202012Validator(schema).iter_errors(content["example"])
    ]
    assert not errors, errors[:5]


@pytest.mark.parametrize("one", OPERATIONS)
def test_each_whole_answer_has_the_fields_of_its_shape_and_no_others(
    one: dict[str, Any], samples: None, client: Any
) -> None:
    from tierbook.library.api.shapes import field_names

    address = "&".join(
        part
        for part in one["x-example-request"].replace("?", "&").split("&")
        if not part.startswith("fields=")
    ).replace("&", "?", 1)
    good = next(answer for code, answer in one["responses"].items() if code.startswith("2"))
    media, content = next((m, c) for m, c in good["content"].items() if "example" in c)
    record = client.get(address, headers={"Accept": media}).json()
    schema = content["schema"]
    listing = "properties" in schema
    shape = (schema["properties"]["items"]["items"] if listing else schema)["$ref"].rpartition("/")[
        2
    ]
    checked = {**schema, "components": DOCUMENT["components"]}
    errors = [
        f"{e.json_path}: {e.message[:200]}"
        for e in Draft202012Validator(checked).iter_errors(record)
    ]
    assert not errors, errors[:5]
    for item in record["items"] if listing else [record]:
        missing = set(field_names(shape)) - set(item)
        unknown = set(item) - set(field_names(shape))
        assert not missing, f"shapes.yaml names fields of {shape} that an answer has not: {missing}"
        assert not unknown, f"shapes.yaml lacks fields of {shape}: {unknown}"


def test_what_is_written_in_an_example_is_answered_as_the_document_says(
    samples: None, client: Any
) -> None:
    from tierbook.library.api.make import _written

    one = DOCUMENT["paths"]["/api/v1/reports"]["post"]
    body = one["requestBody"]["content"]["application/json"]["example"]
    given = _written(client, one["x-example-request"], body)
    assert given == one["responses"]["201"]["content"]["application/json"]["example"]


def test_the_document_is_served_as_it_is_committed(client: Any, db: None) -> None:
    response = client.get("/api/v1/openapi.json")
    assert response["Content-Type"].startswith("application/vnd.oai.openapi+json")
    assert json.loads(response.content) == DOCUMENT
    assert (
        client.get("/api/v1/openapi.json", headers={"If-None-Match": response["ETag"]}).status_code
        == 304
    )


def test_every_operation_says_what_it_does_and_has_an_example_of_each_parameter_it_must_be_given() -> (
    None
):
    for methods in DOCUMENT["paths"].values():
        for one in methods.values():
            assert len(one["summary"]) > 20, one["operationId"]
            assert one["description"].strip(), one["operationId"]
            for parameter in one.get("parameters", ()):
                assert parameter["description"], (one["operationId"], parameter["name"])
                if parameter["required"]:
                    assert "example" in parameter, (one["operationId"], parameter["name"])


def _broken(change: Any) -> list[str]:
    from tierbook.library.api.promises import broken_promises

    after = copy.deepcopy(DOCUMENT)
    change(after)
    return broken_promises(DOCUMENT, after)


def test_what_is_added_breaks_nobody() -> None:
    def change(document: Any) -> None:
        document["components"]["schemas"]["Document"]["properties"]["more"] = {"type": "string"}
        document["components"]["schemas"]["TierCode"]["enum"].append("4")
        one = document["paths"]["/api/v1/documents"]["get"]
        one["parameters"].append(
            {"name": "more", "in": "query", "required": False, "schema": {"type": "string"}}
        )
        document["paths"]["/api/v1/more"] = {"get": one}

    assert _broken(change) == []


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("Document.country", lambda d: _fields(d).pop("country")),
        ("Document.edition", lambda d: _fields(d)["edition"].update(type="string")),
        ("TierCode", lambda d: d["components"]["schemas"]["TierCode"]["enum"].remove("2WL")),
        ("GET /api/v1/findings", lambda d: d["paths"].pop("/api/v1/findings")),
        ("GET /api/v1/findings ?variable", lambda d: _parameters(d).remove(_parameter(d, "variable"))),
        ("must GET /api/v1/findings ?limit", lambda d: _parameter(d, "limit").update(required=True)),
    ],
)  # fmt: skip
def test_what_is_taken_away_or_asked_for_breaks_programs(what: str, change: Any) -> None:
    assert [line for line in _broken(change) if line.startswith(f"{what}:")]


def _fields(document: Any) -> Any:
    return document["components"]["schemas"]["Document"]["properties"]


def _parameters(document: Any) -> list[Any]:
    return document["paths"]["/api/v1/findings"]["get"]["parameters"]


def _parameter(document: Any, name: str) -> Any:
    return next(one for one in _parameters(document) if one["name"] == name)
