"""The codebook as a tree of codes: pillar, variable, value; as a part of a project and as a file of its own."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

from tierbook.codebook import Codebook, Variable
from tierbook.files import VERSION
from tierbook.release.exchange.codes import code_name, variable_codes
from tierbook.release.exchange.guarding import parse_xml
from tierbook.text import late

__all__ = ["clean", "codes_below", "guid", "local", "read_qdc", "write_codes", "write_qdc"]

_NS_CODEBOOK = "urn:QDA-XML:codebook:1.0"
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:tierbook:exchange")
_NOT_XML = late("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COLOURS = {
    "profile": "#4477AA", "standards": "#BBBBBB", "prosecution": "#AA3377", "protection": "#228833",
    "prevention": "#CCBB44", "recommendations": "#66CCEE",
}  # fmt: skip


def guid(*key: object) -> str:
    """Return the lasting id of a thing in a project: the same key, the same id, in every project."""
    return str(uuid.uuid5(_OURS, "\x1f".join(map(str, key)))).upper()


def clean(words: str) -> str:
    """Return words without the characters that XML cannot hold; each leaves a mark in its place."""
    return _NOT_XML.sub("\ufffd", words)


def write_codes(
    parent: Any,
    codebook: Codebook,
    variables: Collection[str] = (),
    used: Mapping[str, Iterable[object]] | None = None,
) -> None:
    """Write the tree of codes below an element.

    Args:
        parent: where `Codes` goes.
        codebook: the variables.
        variables: those that are written; all where empty.
        used: values that were coded, by variable, beside those of the vocabularies.
    """
    ns = etree.QName(parent).namespace
    codes = etree.SubElement(parent, f"{{{ns}}}Codes")
    pillars: dict[str, Any] = {}
    for variable in codebook.variables.values():
        if variables and variable.id not in variables:
            continue
        pillar = variable.pillar
        if pillar not in pillars:
            pillars[pillar] = _code(codes, ("pillar", pillar), pillar, "", codable=False)
        colour = _COLOURS.get(pillar)
        above = _code(
            pillars[pillar], ("code", variable.id), variable.id, _about(variable), colour=colour
        )
        for value, label in variable_codes(codebook, variable, (used or {}).get(variable.id, ())):
            name = code_name(variable.id, value)
            _code(
                above,
                ("code", name),
                name,
                f"{variable.label}: {label}" if label else variable.label,
                colour=colour,
            )


def _code(
    parent: Any,
    key: tuple[str, ...],
    name: str,
    words: str,
    *,
    codable: bool = True,
    colour: str | None = None,
) -> Any:
    ns = etree.QName(parent).namespace
    element = etree.SubElement(
        parent,
        f"{{{ns}}}Code",
        guid=guid(*key),
        name=clean(name),
        isCodable="true" if codable else "false",
    )
    if colour:
        element.set("color", colour)
    if words:
        etree.SubElement(element, f"{{{ns}}}Description").text = clean(words)
    return element


def _about(variable: Variable) -> str:
    """Return what a coder must know of a variable: question, rule, what it is not."""
    parts = [variable.label, variable.question, variable.rule]
    if variable.not_this:
        parts.append(f"Not this: {variable.not_this}")
    return "\n\n".join(" ".join(part.split()) for part in parts if part)


def write_qdc(
    codebook: Codebook,
    variables: Collection[str] = (),
    used: Mapping[str, Iterable[object]] | None = None,
    *,
    version: str = VERSION,
) -> bytes:
    """Return a codebook as a file of its own; the arguments are those of `write_codes`."""
    root = etree.Element(
        f"{{{_NS_CODEBOOK}}}CodeBook",
        nsmap={None: _NS_CODEBOOK},
        origin=f"tierbook {version}".strip(),
    )
    write_codes(root, codebook, variables, used)
    etree.indent(root)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return content + b"\n"


def read_qdc(data: bytes, where: str) -> list[tuple[str, ...]]:
    """Return the codes of a codebook, each as the names from the top of the tree down to it.

    Raises:
        ExchangeInvalid: the file is no XML, or hostile.
    """
    root = parse_xml(data, where)
    return [
        path
        for codes in root.iter()
        if local(codes) == "Codes"
        for _, path, codable in codes_below(codes)
        if codable
    ]


def codes_below(
    element: Any, above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Yield (id, path of names, whether it may be coded) of all codes below an element."""
    for child in element:
        if local(child) == "Code":
            path = (*above, child.get("name") or "")
            yield (
                (child.get("guid") or "").strip("{}").upper(),
                path,
                child.get("isCodable") != "false",
            )
            yield from codes_below(child, path)


def local(element: Any) -> str:
    """Return the name of an element without its namespace, in whatever version of the standard."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""
