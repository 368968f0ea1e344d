"""No network, the same bytes on every run, and a quick start."""

from __future__ import annotations

import ast
import socket
from pathlib import Path

import pytest

from tests.house.checkout import SOURCE, modules, place, run_python

HEAVY = {
    "django",
    "pydantic",
    "numpy",
    "typer",
    "rich",
    "ftfy",
    "selectolax",
    "ahocorasick_rs",
    "yaml",
    "httpcore2",
    "protego",
    "warcio",
    "openai",
    "ssl",
}
NOT_FOR_CODING = {"django", "pydantic", "numpy", "httpcore2", "protego", "warcio", "openai", "ssl"}


def test_sockets_reach_nothing_but_this_machine() -> None:
    with pytest.raises(Warning, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_sockets_reach_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The package's sample pages, as files."""
    from tierbook.pages import sample_pages

    folder = tmp_path_factory.mktemp("samples")
    paths = []
    for name, data in sample_pages():
        path = folder / Path(name).name
        path.write_bytes(data)
        paths.append(path)
    assert len(paths) >= 3
    return paths


@pytest.mark.parametrize("verb", [("code", "--all"), ("assess",), ("read",)], ids=lambda v: v[0])
def test_same_bytes_under_any_hash_seed(samples: list[Path], verb: tuple[str, ...]) -> None:
    command = ["-m", "tierbook", *verb, *map(str, samples), "--format", "jsonl"]
    runs = [run_python(*command, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert [r.returncode for r in runs] == [0, 0], runs[0].stderr.decode()
    assert runs[0].stdout.count(b"\n") >= len(samples)
    assert runs[0].stdout == runs[1].stdout


def _loaded_after(code: str) -> set[str]:
    run = run_python("-c", f"{code}\nimport sys\nprint('\\n'.join(sys.modules))")
    assert run.returncode == 0, run.stderr.decode()
    return {name.split(".")[0] for name in run.stdout.decode().split()}


def test_importing_tierbook_loads_nothing_heavy() -> None:
    assert not HEAVY & _loaded_after("import tierbook")


def test_coding_a_page_loads_neither_django_nor_pydantic_nor_what_fetches(
    samples: list[Path],
) -> None:
    call = f"import tierbook\ntierbook.code({str(samples[0])!r})"
    assert not NOT_FOR_CODING & _loaded_after(call)


def test_coding_a_page_loads_neither_other_verbs_nor_what_tells_texts_apart(
    samples: list[Path],
) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['tierbook', 'code', {str(samples[0])!r}, '--format', 'jsonl']\n"
        "from tierbook.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(['', *sys.modules]))"
    )
    run = run_python("-c", code)
    assert run.returncode == 0, run.stderr.decode()
    loaded = set(run.stdout.decode().split())
    assert {"tierbook.cli.code", "tierbook.coding"} <= loaded
    assert not loaded & {
        "tierbook.cli.assess",
        "tierbook.cli.fetch",
        "tierbook.coding.moving",
        "tierbook.corpus.folder",
        "tierbook.dossier",
        "tierbook.editions.placements.package",
        "tierbook.narrative.works",
        "tierbook.standards",
    }


def test_following_figures_and_recommendations_loads_neither_coder_nor_law() -> None:
    code = "from tierbook.dossier import build_ledger, build_series, collect_routes, hold_texts"
    run = run_python("-c", f"{code}\nimport sys\nprint('\\n'.join(sys.modules))")
    assert run.returncode == 0, run.stderr.decode()
    loaded = set(run.stdout.decode().split())
    assert "tierbook.dossier.recommendations" in loaded
    assert not loaded & {"tierbook.coding", "tierbook.standards", "tierbook.agreement", "networkx"}


def test_only_fetching_and_asking_a_model_open_connections_and_only_their_verbs_call_them() -> None:
    tools = {"httpcore2", "httpx2", "openai", "protego", "ssl", "urllib.request", "http.client"}
    doors = {"Asker", "Network", "fetch_pages", "plan_fetch"}
    model = "coding/coders/llm/endpoint.py"  # asks the server that the user names, and no other
    own_site = {
        ("cli/demo.py", "http.client"),  # `demo --check` looks at the pages that it serves itself
        *((model, tool) for tool in ("httpx2", "openai")),
    }
    faults = []
    for path, tree in modules(SOURCE):
        name = path.relative_to(SOURCE).as_posix()
        if name.startswith("pages/fetching/"):
            continue
        for node in ast.walk(tree):
            used: set[str] = set()
            if isinstance(node, ast.Import):
                used = {alias.name for alias in node.names} & tools
            elif isinstance(node, ast.ImportFrom):
                used = {node.module or ""} & tools
                if node.module == "tierbook.pages" and name != "cli/fetch.py":
                    used |= {alias.name for alias in node.names} & doors
                if node.module == "tierbook.coding" and name != "cli/coders.py":
                    used |= {alias.name for alias in node.names} & {"Endpoint", "LlmCoder"}
            faults += [place(path, node.lineno) for tool in used if (name, tool) not in own_site]  # type: ignore[attr-defined]
    assert not faults, "\n".join(faults)


def test_tables_are_written_as_csv_in_one_place() -> None:
    faults = [
        place(path, node.lineno)
        for path, tree in modules(SOURCE)
        if path != SOURCE / "files" / "cells.py"
        and not path.is_relative_to(SOURCE / "release" / "dataset")  # alike with its Parquet
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in {("csv", "writer"), ("csv", "DictWriter")}
    ]
    assert not faults, "tierbook.files.csv_lines guards cells:\n" + "\n".join(faults)
