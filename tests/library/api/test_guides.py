"""The guides to the interface and to the tools print what a library of samples answers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.only_on("sqlite")
LOCAL = "http://127.0.0.1:8000"


@pytest.fixture
def guide(repository: Path) -> str:
    """The guide to the interface."""
    return (repository / "docs" / "how-to" / "use-the-api.md").read_text(encoding="utf-8")


@pytest.fixture
def fetch(samples: None, client: Any, settings: Any) -> Callable[[str], str]:
    """Fetch what an address of the guide answers."""
    settings.TIERBOOK_SITE = LOCAL

    def get(address: str) -> str:
        response = client.get(address.removeprefix(LOCAL))
        data = b"".join(response.streaming_content) if response.streaming else response.content
        return data.decode()

    return get


def test_each_answer_of_curl_is_what_is_answered(guide: str, fetch: Callable[[str], str]) -> None:
    shown = re.findall(r"^\$ curl -s '([^']+)'\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    assert len(shown) == 3
    for address, expected in shown:
        answer = fetch(address)
        assert answer.startswith(expected.partition("...\n")[0]), address


def test_the_python_of_the_guide_runs(
    guide: str, fetch: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def answered(address: str) -> io.BytesIO:
        return io.BytesIO(fetch(address).encode())

    monkeypatch.setattr("urllib.request.urlopen", answered)
    (code,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    exec(compile(code, "the guide", "exec"), {})
    assert capsys.readouterr().out.startswith("True prosecution.law ")


def test_what_the_guide_tells_to_send_is_taken(guide: str, samples: None, client: Any) -> None:
    from tierbook.library.api.make import _written

    (body,) = re.findall(r"-d '(\{.*?\})'", guide, re.DOTALL)
    assert _written(client, "/api/v1/reports", json.loads(body))["state"] == "open"


def test_the_guide_to_the_tools_names_every_tool(repository: Path) -> None:
    from tierbook.library.api.tools.asking import Library
    from tierbook.library.api.tools.offered import offered

    words = (repository / "docs" / "how-to" / "ask-from-a-language-model.md").read_text(
        encoding="utf-8"
    )
    for function, _ in offered(Library(LOCAL)):
        assert f"| `{function.__name__}` |" in words
