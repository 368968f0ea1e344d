"""`python -m tierbook.library.api.make`: write the document anew, and the reference made from it.

It loads the samples into a library of its own and asks it for every example, so an example is what the operation
answers. A test holds the committed files to this.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tierbook.library.configure import configure

__all__ = ["NUMBER", "SITE", "document_text", "load_samples", "main"]

NUMBER = "0123456789abcdef"  # of what is written in an example
SITE = "https://library.example"  # stands in examples for the address of a library
_HERE = Path(__file__).parent
_REFERENCE = _HERE.parents[3] / "docs" / "reference" / "api.md"


def main() -> None:
    """Write `openapi.json` and, in a checkout, `docs/reference/api.md`."""
    with tempfile.TemporaryDirectory() as folder:
        load_samples(Path(folder))
        from django.conf import settings
        from django.test import Client

        settings.ALLOWED_HOSTS = ["*"]
        settings.TIERBOOK_SITE = SITE
        text = document_text(Client())
    _refuse_breaking(text)
    (_HERE / "openapi.json").write_text(text, encoding="utf-8")
    if _REFERENCE.parent.is_dir():
        from tierbook.library.api.reference import reference_markdown

        _REFERENCE.write_text(reference_markdown(json.loads(text)), encoding="utf-8")
    print(f"wrote {_HERE / 'openapi.json'}", file=sys.stderr)  # noqa: T201


def _refuse_breaking(text: str) -> None:
    """End where the new document breaks what the committed one promises under the same major version."""
    from tierbook.library.api.promises import broken_promises

    path = _HERE / "openapi.json"
    if not path.is_file():
        return
    before, after = json.loads(path.read_bytes()), json.loads(text)
    majors = {one["info"]["version"].partition(".")[0] for one in (before, after)}
    broken = broken_promises(before, after)
    if broken and len(majors) == 1:
        raise SystemExit(
            "This breaks programs, so it needs a new version of the interface at a new address:\n  "
            + "\n  ".join(broken)
        )


def load_samples(home: Path) -> None:
    """Take the samples of the package through all of it into the library of a home."""
    from tierbook.corpus import Corpus, Input
    from tierbook.library.loading import load_corpus
    from tierbook.pages import sample_pages

    configure(home)
    Corpus(home / "corpus").ingest([Input(name, data=data) for name, data in sample_pages()])
    load_corpus(home)


def document_text(client: Any) -> str:
    """Return the document as it is committed, from what a client of a library of samples is answered."""
    from tierbook.library.api.document import build_document

    def fetch(address: str, body: Any = None) -> Any:
        if body:
            return _written(client, address, body)
        response = client.get(address, headers={"Accept": "*/*"})
        if response.status_code not in (200, 201):
            raise SystemExit(f"{address}: {response.status_code} {response.content.decode()[:500]}")
        return json.loads(response.content)

    made = build_document(fetch)
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _written(client: Any, address: str, body: Any) -> Any:
    """Return what is answered to something written, with the number that every writing has of its own left out."""
    from tierbook.library.accounts.keys import make_key
    from tierbook.library.accounts.models import Person

    person, _ = Person.objects.get_or_create(username="example")
    _, secret = make_key(person, "examples", ("read", "write"))
    headers = {"Authorization": f"Bearer {secret}"}
    response = client.post(address, body, content_type="application/json", headers=headers)
    if response.status_code != 201:
        raise SystemExit(f"{address}: {response.status_code} {response.content.decode()[:500]}")
    text = response.content.decode()
    return json.loads(text.replace(json.loads(text)["number"], NUMBER))


if __name__ == "__main__":
    main()
