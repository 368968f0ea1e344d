"""A store that remembers, and a small site of the Department's present shape."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.pages.fetching.server import Server, answer
from tierbook.pages import Capture, Held

INDEX = "/reports/2021-trafficking-in-persons-report/"


@dataclass
class Memory:
    """A store in memory that writes down what happens to it."""

    held: dict[str, Held] = field(default_factory=dict)
    pages: dict[str, bytes] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)

    def find(self, asked: str) -> Held | None:
        return self.held.get(asked)

    def load(self, held: Held) -> bytes:
        return self.pages[held.sha256]

    def keep(self, capture: Capture) -> None:
        self.held[capture.held.asked] = capture.held
        self.pages[capture.held.sha256] = capture.page
        self.kept.append(capture.held.asked)

    def confirm(self, held: Held) -> None:
        self.held[held.asked] = held
        self.confirmed.append(held.asked)


def narrative(country: str, number: int = 1) -> str:
    """A country page in words of ours."""
    return (
        f"<html><head><title>{country}</title></head><body><h1>2021 Trafficking in Persons Report: {country}</h1>"
        f"<p>{country.upper()}: TIER 2</p><p>{country} does not fully meet the minimum standards but is making "
        f"significant efforts to do so.</p><p>Courts convicted {number} traffickers.</p></body></html>"
    )


def site(server: Server, *countries: str) -> None:
    """Serve an index of 2021 and the page of each country."""
    links = ""
    for country in countries:
        path = f"{INDEX}{country.lower().replace(' ', '-')}/"
        links += f'<li><a href="{path}">{country}</a></li>'
        server.serve(path, answer(narrative(country)))
    server.serve(INDEX, answer(f"<html><body><ul>{links}</ul></body></html>"))
