"""Write docs/reference/cli.md and docs/reference/python.md from the program itself.

Usage: python scripts/site_reference.py [--check]
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
REFERENCE = REPOSITORY / "docs" / "reference"
CLI_HEAD = """# The command line

Written by `scripts/site_reference.py` from the program; `tierbook VERB --help` says the same.

A PAGE is a file, a folder, a pattern, or `-` for standard input. A UNIT is `JPN:2003`, `JPN` (every edition), `2018`
(every country), a path, or the id of a document. Data goes to standard output, everything else to standard error. The
exit status is 0 when all is done, 1 when some input gave nothing (each is named, the rest is done), 2 for wrong use.
"""
PYTHON_HEAD = """# Python

Written by `scripts/site_reference.py` from the docstrings. [Use it from Python](../how-to/use-from-python.md) shows it
at work. The verbs stand in `tierbook`; nothing is loaded before it is used. What they give is frozen: objects can be
shared between threads. `to_dict()` gives what the command line prints as JSON.
"""
# What the verbs take and give, in the order of the way from a page to a dossier.
CLASSES = {
    "tierbook.pages": ("Document", "ReadOptions"),
    "tierbook.narrative": ("Narrative",),
    "tierbook.coding": ("Coding", "Finding", "Evidence"),
    "tierbook.standards": ("Assessment", "Judgement", "ClockPosition"),
    "tierbook.dossier": ("Dossier", "HeldText"),
    "tierbook.agreement": ("Why",),
}
_SECTION = re.compile(r"^(Args|Attributes|Returns|Raises|Yields):$", re.MULTILINE)
_FIELD = re.compile(r"^(\w[\w.]*): (.*)$")


def command_page() -> str:
    """Return the page on the command line."""
    typer_main = import_module("typer.main")
    root = typer_main.get_command(import_module("tierbook.cli.app").make_app())
    lines = [CLI_HEAD]
    for name, command in root.commands.items():
        lines += _command(name, command, 2)
    return "\n".join(lines).rstrip() + "\n"


def _command(name: str, command: Any, level: int) -> Iterator[str]:
    yield f"{'#' * level} tierbook {name}"
    yield ""
    if hasattr(command, "commands"):
        yield from [_plain(command.help), ""]
        yield from [f"Verbs: {', '.join(f'`{each}`' for each in command.commands)}.", ""]
        for each, below in command.commands.items():
            yield from _command(f"{name} {each}", below, level + 1)
        return
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    wanted = [_argument(p) for p in arguments if not p.hidden]
    yield from ["```text", " ".join(["tierbook", name, *wanted, "[OPTIONS]"]), "```", ""]
    yield from [_plain(command.help), ""]
    yield from [f"- `{_argument(p)}`: {_plain(p.help)}" for p in arguments if p.help]
    if any(p.help for p in arguments):
        yield ""
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    rows = [_option(p) for p in options if p.name != "help"]
    if rows:
        yield from ["| option | takes | default | |", "|---|---|---|---|", *rows, ""]


def _argument(parameter: Any) -> str:
    name = re.sub(r"[\[\].]", "", (parameter.metavar or parameter.name).upper())
    name = f"{name}..." if parameter.nargs == -1 else name
    return name if parameter.required else f"[{name}]"


def _option(parameter: Any) -> str:
    names = ", ".join(
        f"`{name}`" for name in [*parameter.opts, *parameter.secondary_opts] if name.startswith("-")
    )
    choices = getattr(parameter.type, "choices", None)
    if parameter.is_flag:
        takes = ""
    elif choices:
        takes = ", ".join(f"`{getattr(each, 'value', each)}`" for each in choices)
    else:
        takes = (parameter.metavar or parameter.type.name).upper()
    if parameter.multiple:
        takes += ", again and again"
    default = parameter.default
    default = getattr(default, "value", default)
    shown = "" if default in (None, False, True, (), []) or callable(default) else f"`{default}`"
    if isinstance(default, list | tuple):
        shown = ", ".join(f"`{each}`" for each in default)
    return f"| {names} | {takes} | {shown} | {_cell(_plain(parameter.help))} |"


def _plain(words: str | None) -> str:
    return " ".join(inspect.cleandoc(words or "").split())


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def python_page() -> str:
    """Return the page on Python."""
    verbs = import_module("tierbook")
    lines = [PYTHON_HEAD, "## Verbs", ""]
    for name in ("read", "parse", "code", "assess", "track", "why"):
        lines += _callable("tierbook", name, getattr(verbs, name), 3)
    missing = set(verbs.__all__) - {"read", "parse", "code", "assess", "track", "why"}
    if missing:
        raise SystemExit(f"scripts/site_reference.py has no place for {sorted(missing)}")
    lines += ["## What they take and give", ""]
    for room, names in CLASSES.items():
        module = import_module(room)
        for name in names:
            lines += _class(room, name, getattr(module, name))
    lines += ["## Errors", "", "Every refusal has four parts: what, where, why, remedy.", ""]
    lines += _errors(import_module("tierbook.errors"))
    lines += [
        "## The rooms",
        "",
        "Each exports the names in its `__all__`; `help(NAME)` shows one.",
        "",
    ]
    lines += _rooms()
    return "\n".join(lines).rstrip() + "\n"


def _callable(owner: str, name: str, function: Any, level: int) -> Iterator[str]:
    yield from [f"{'#' * level} {owner}.{name}", ""]
    yield from ["```text", _signature(name, function), "```", ""]
    yield from _docstring(function)


def _signature(name: str, function: Any) -> str:
    signature = inspect.signature(function)
    parts, star = [], False
    for parameter in signature.parameters.values():
        if parameter.name == "self":
            continue
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not star:
            parts.append("*")
            star = True
        star = star or parameter.kind is inspect.Parameter.VAR_POSITIONAL
        parts.append(_parameter(parameter))
    gives = signature.return_annotation
    arrow = "" if gives is inspect.Signature.empty else f" -> {_kind(gives)}"
    line = f"{name}({', '.join(parts)}){arrow}"
    if len(line) <= 100 or not parts:
        return line
    return f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){arrow}"


def _parameter(parameter: inspect.Parameter) -> str:
    stars: dict[Any, str] = {
        inspect.Parameter.VAR_POSITIONAL: "*",
        inspect.Parameter.VAR_KEYWORD: "**",
    }
    words = f"{stars.get(parameter.kind, '')}{parameter.name}"
    if parameter.annotation is not inspect.Parameter.empty:
        words += f": {_kind(parameter.annotation)}"
    if parameter.default is not inspect.Parameter.empty:
        words += f" = {parameter.default!r}"
    return words


def _docstring(thing: Any) -> Iterator[str]:
    words = inspect.getdoc(thing) or ""
    head, *sections = _SECTION.split(words)
    yield from [_paragraphs(head), ""]
    for title, body in zip(sections[::2], sections[1::2], strict=True):
        label = {"Args": "Takes", "Attributes": "Has", "Returns": "Gives"}.get(title, title)
        text = inspect.cleandoc("\n" + body)
        if title in ("Returns", "Yields"):
            yield from [f"*{label}*: {' '.join(text.split())}", ""]
            continue
        yield from [f"*{label}*:", ""]
        for entry in re.split(r"\n(?=\S)", text):
            found = _FIELD.match(" ".join(entry.split()))
            yield f"- `{found[1]}`: {found[2]}" if found else f"- {' '.join(entry.split())}"
        yield ""


def _paragraphs(words: str) -> str:
    """Return prose with its lines joined; what is indented stays as it is, as code."""
    parts = []
    for part in re.split(r"\n\s*\n", words.strip()):
        if part.startswith((" ", "\t")):
            parts.append(f"```text\n{inspect.cleandoc(part)}\n```")
        elif re.match(r"[-*] ", part):
            parts.append(part)
        else:
            parts.append(" ".join(part.split()))
    return "\n\n".join(parts)


def _class(room: str, name: str, kind: Any) -> Iterator[str]:
    yield from [f"### {room}.{name}", ""]
    yield from _docstring(kind)
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    known = set(re.findall(r"^\s+(\w+): ", inspect.getdoc(kind) or "", re.MULTILINE))
    rest = [field for field in fields if not field.name.startswith("_") and field.name not in known]
    if rest:
        yield from ["| field | kind |", "|---|---|"]
        yield from [f"| `{field.name}` | `{_cell(_kind(field.type))}` |" for field in rest]
        yield ""
    for each, member in vars(kind).items():
        if each.startswith("_"):
            continue
        if isinstance(member, property):
            yield f"- `.{each}`: {_first(member)}"
        elif isinstance(member, classmethod | staticmethod):
            yield f"- `{name}.{_signature(each, getattr(kind, each))}`: {_first(member.__func__)}"
        elif inspect.isfunction(member):
            yield f"- `.{' '.join(_signature(each, member).split())}`: {_first(member)}"
    yield ""


def _kind(kind: Any) -> str:
    return kind if isinstance(kind, str) else getattr(kind, "__name__", str(kind))


def _first(thing: Any) -> str:
    return " ".join((inspect.getdoc(thing) or "").split("\n\n", 1)[0].split())


def _errors(module: ModuleType) -> Iterator[str]:
    yield from ["| error | is raised when |", "|---|---|"]
    for name in module.__all__:
        kind = getattr(module, name)
        if inspect.isclass(kind) and issubclass(kind, Exception):
            yield f"| `{name}` | {_cell(_first(kind))} |"
    yield ""


def _rooms() -> Iterator[str]:
    yield from ["| room | |", "|---|---|"]
    for path in sorted((REPOSITORY / "src" / "tierbook").iterdir()):
        if path.name in ("cli", "library", "errors.py") or path.name.startswith("_"):
            continue
        if path.suffix == ".py" or (path / "__init__.py").is_file():
            module = import_module(f"tierbook.{path.stem}")
            yield f"| `tierbook.{path.stem}` | {_cell(_first(module))} |"


def main() -> int:
    """Write the pages, or with --check tell whether they are up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    only_check = parser.parse_args().check
    status = 0
    for name, text in (("cli.md", command_page()), ("python.md", python_page())):
        path = REFERENCE / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        if only_check:
            print(f"{path.relative_to(REPOSITORY)} is stale: run scripts/{Path(__file__).name}")
            status = 1
        else:
            path.write_text(text, encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main())
