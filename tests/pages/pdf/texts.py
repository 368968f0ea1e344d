"""Narratives of our own for typeset pages: sentences with numbers in them, so that their order can be told."""

from __future__ import annotations

from tests.pages.pdf.typesetting import Matter

_TOWNS = ("Lakeside", "Oldport", "Northgate", "Riverbend", "Hillfort", "Saltmarsh", "Greenfield")
_ACTS = (
    "opened {n} files on people who held workers by debt",
    "sent {n} drivers of closed vans to trial",
    "brought {n} girls from back rooms to a home with beds",
    "paid {n} nurses who look after those set free",
    "printed {n} leaflets in four tongues for the bus stations",
    "taught {n} young officers how to tell force from choice",
    "closed {n} brick yards where whole families owed money",
    "asked {n} embassies for a list of agents without a licence",
)
_TAILS = (
    "after a long winter of talks",
    "with money from its own budget",
    "although the court had no judge for months",
    "while village elders looked on",
    "because a new decree told it to",
    "and kept a record of every step",
)


def sentence(name: str, number: int) -> str:
    """Return one sentence; the number in it is its own."""
    town = _TOWNS[number % len(_TOWNS)]
    act = _ACTS[(number * 3) % len(_ACTS)].format(n=number + 100)
    tail = _TAILS[(number * 5) % len(_TAILS)]
    return f"In {town} the {name} office {act} {tail}."


def paragraph(name: str, start: int, sentences: int) -> str:
    """Return a paragraph of sentences numbered from `start`."""
    return " ".join(sentence(name, start + i) for i in range(sentences))


def narrative(
    name: str,
    head: str | None = None,
    *,
    start: int = 0,
    sentences: int = 4,
    capitals: bool = False,
    items: int = 0,
) -> list[Matter]:
    """Return a narrative of one country: head, profile, standards, three sections, and a list where `items` ask.

    Args:
        name: the country, as in the text.
        head: how its head is printed; None for a name alone in capitals.
        start: the number of its first sentence.
        sentences: how many each paragraph has.
        capitals: whether section headings are in capitals.
        items: how many recommendations stand as a list.
    """

    def title(words: str) -> str:
        return words.upper() if capitals else words

    matter = [
        Matter("head", head or name.upper()),
        Matter(
            "para",
            f"{name} is a place from which and to which people are moved against their will. "
            + paragraph(name, start, sentences),
        ),
        Matter(
            "para",
            f"The Government of {name} does not fully comply with the minimum standards on trafficking. "
            f"{paragraph(name, start + 10, sentences)}",
        ),
    ]
    if items:
        matter.append(Matter("section", title(f"Recommendations for {name}:")))
        matter += [
            Matter(
                "item",
                f"Give the {_TOWNS[i % 7]} office {i + 3} more clerks and a room for talks with those who fled.",
            )
            for i in range(items)
        ]
    for offset, section in ((20, "Prosecution"), (30, "Protection"), (40, "Prevention")):
        matter.append(Matter("section", title(section)))
        matter.append(Matter("para", paragraph(name, start + offset, sentences)))
    return matter
