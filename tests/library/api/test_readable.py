"""The interface as a page: every operation with its parameters and example, made from the document."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.utils.html import escape

pytestmark = pytest.mark.only_on("sqlite")  # what is asked here does not depend on the engine
DOCUMENT = json.loads(
    (Path(__file__).parents[3] / "src/tierbook/library/api/openapi.json").read_text(
        encoding="utf-8"
    )
)


def test_the_page_has_every_operation_and_parameter(page: Any, db: None) -> None:
    words = page("/api/")
    for path, methods in DOCUMENT["paths"].items():
        for one in methods.values():
            part = words.partition(f'<article class="operation" id="{one["operationId"]}">')[2]
            part = part.partition("</article>")[0]
            assert escape(path) in part
            assert escape(one["summary"]) in part
            for parameter in one.get("parameters", ()):
                assert f"<code>{parameter['name']}</code>" in part


def test_links_within_the_page_lead_somewhere(page: Any, db: None) -> None:
    words = page("/api/")
    anchors = set(re.findall(r'id="([^"]+)"', words))
    assert not {link for link in re.findall(r'href="#([^"]+)"', words) if link not in anchors}


def test_the_page_needs_no_script_of_its_own(page: Any, db: None) -> None:
    words = page("/api/")
    assert all(
        tag.startswith('<script src="/static/') for tag in re.findall(r"<script[^>]*>", words)
    )
    assert "style=" not in words
    assert "//cdn" not in words
