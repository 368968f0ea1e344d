"""Every operation is asked what its schema allows and what it forbids: no answer is a failure, each is as promised.

`TIERBOOK_API_EXAMPLES` is how many requests of each kind an operation is asked (`make fuzz` asks many).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode

pytestmark = pytest.mark.only_on("sqlite")  # what is asked here does not depend on the engine
EXAMPLES = int(os.environ.get("TIERBOOK_API_EXAMPLES", "12"))
RAW = json.loads(
    (Path(__file__).parents[3] / "src/tierbook/library/api/openapi.json").read_text(
        encoding="utf-8"
    )
)
OPERATIONS = [
    (path, method, one["operationId"])
    for path, methods in RAW["paths"].items()
    for method, one in methods.items()
]
# Codes of a schema can be well formed and stand for what is not held; that is told, as 404 or 422.
CONFIG = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", 304, 400, 404, 422]},
        "negative_data_rejection": {"expected-statuses": [400, 401, 404, 405, 406, 414, 422]},
        "unsupported_method": {"enabled": False},
    },
    "generation": {"allow-x00": True},
}


@pytest.fixture
def key(samples: None) -> str:
    """A key that may write, so that what is written is looked at."""
    from tierbook.library.accounts.keys import make_key
    from tierbook.library.accounts.models import Person

    return make_key(Person.objects.create(username="program"), "a program", ("read", "write"))[1]


@pytest.fixture
def schema(samples: None) -> Any:
    """The committed document, asked of the site in this process."""
    from django.core.wsgi import get_wsgi_application

    from tierbook.library.settings import ALLOWED_HOSTS

    assert ALLOWED_HOSTS
    loaded = schemathesis.openapi.from_dict(RAW, config=SchemathesisConfig.from_dict(CONFIG))
    loaded.app = get_wsgi_application()
    return loaded


@pytest.mark.parametrize(
    ("path", "method", "name"), OPERATIONS, ids=[name for _, _, name in OPERATIONS]
)
@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fitting", "unfitting"]
)
def test_every_answer_is_as_the_document_promises(
    schema: Any, key: str, path: str, method: str, name: str, mode: GenerationMode
) -> None:
    operation = schema[path][method.upper()]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        headers = {"Authorization": f"Bearer {key}"} if method == "post" else None
        response = case.call_and_validate(headers=headers)
        assert response.status_code < 500
        if response.status_code >= 400:
            assert response.headers["content-type"][0] == "application/problem+json"

    check()


@settings(max_examples=EXAMPLES * 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(rest=st.text(max_size=60), query=st.text(max_size=60))
def _ask_anything(client: Any, rest: str, query: str) -> None:
    from urllib.parse import quote

    response = client.get(f"/api/v1/{quote(rest)}?{quote(query, safe='=&')}")
    assert response.status_code < 500


def test_no_address_whatever_makes_it_fail(samples: None, client: Any) -> None:
    _ask_anything(client)
