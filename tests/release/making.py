"""Texts, codings and forms for the tests of this room, in our own words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import tierbook
from tierbook.coding import Coding
from tierbook.pages import sample_pages
from tierbook.standards import OwnFile, load_own

NARRATIVE = """SENEGAL: TIER 2 WATCH LIST

Senegal's government does not fully meet the minimum standards; however, it is making significant efforts to meet them. The government convicted more traffickers and opened a shelter for children. However, its efforts did not increase on the year before. Officials identified fewer victims and seldom charged teachers who made children beg. For these reasons Senegal stays on Tier 2 Watch List for the second consecutive year.

RECOMMENDATIONS

Prosecute and convict traffickers with adequate prison terms; establish a national hotline; adopt a national action plan; and train labor inspectors.

PROSECUTION

The government maintained law enforcement efforts. The 2005 law criminalized sex trafficking and labor trafficking. Its penalties were sufficiently stringent, and commensurate with those for rape. The government investigated 20 cases, compared with 16 in the previous reporting period. It prosecuted ten suspects and convicted five traffickers. Some officials took bribes from traffickers, and none was held to account.

PROTECTION

The government increased protection efforts. Authorities identified 75 victims, compared with 90 in the previous reporting period. The government opened a shelter for victims of trafficking in the capital. Police arrested some trafficking victims for begging.

PREVENTION

The government maintained prevention efforts. It had no national action plan. The ministry held awareness campaigns on the radio and ran a hotline.

TRAFFICKING PROFILE

Senegal is a source, transit, and destination country for victims of forced labor and sex trafficking, who are men, women, and children. Children from Mali and Guinea are forced to beg in Senegal. Women from Senegal are exploited in domestic servitude in Kuwait.
"""  # noqa: E501 - a paragraph of a page is one line

FORM = """format: tierbook-own/1
country: SEN
edition: 2018
author:
  institution: Coalition for Children
  contact: desk@example.org
  date: 2018-04-30
findings:
  - id: convicted
    variable: figures.convictions
    value:
      - {what: convictions, n: 7, unit: persons, period: current}
    quote: Seven persons were found guilty from April 2017 to March 2018.
    source: {title: Registry of the courts, author: Ministry of Justice, date: 2018-04-10, place: table 2,
             file: registry.pdf, sha256: SHA, held_by: Coalition for Children}
  - id: looked-into
    variable: figures.investigations
    value: [{what: investigations, n: 31, unit: persons, period: "2017"}]
    quote: In 2017 the police looked into 31 suspects.
    source: {title: Yearbook, author: National Police, date: 2018-02, file: yearbook.pdf}
  - id: lenient
    variable: prosecution.lenient_sentences
    value: yes
    quote: Of the seven sentences, five were suspended in full.
    source: {title: Registry of the courts, author: Ministry of Justice, date: 2018-04-10, place: table 3}
  - id: line
    variable: prevention.hotline
    value: no
    quote: The child line was out of service on each of the twelve days on which we rang.
    source: {title: Test of the child line, author: Coalition for Children, date: 2018-03-20}
  - id: warned
    variable: prosecution.complicity
    value: yes
    said_by: ngo
    certainty: alleged
    quote: Two associations told us that an inspector warned a school before the visit.
    source: {title: Interviews, author: Coalition for Children, date: 2018-01-15, held_by: Coalition for Children}
  - id: whence
    variable: profile.origins
    value: [GNB, MLI]
    quote: The children came from Guinea-Bissau and Mali.
    source: {title: Returns of the shelters, author: Ministry of Family, date: 2018-04-20}
judgements:
  - {criterion: prosecution.suspended_sentences, judgement: failure, reason: five of seven sentences were suspended}
  - {criterion: complicity.officials, judgement: not_enough, reason: there are allegations and no record of a case}
  - {criterion: partnerships.us, judgement: effort, reason: meetings took place}
"""


@cache
def narrative_coding() -> Coding:
    """The coding of our narrative on Senegal, which reads as one of the edition of 2018."""
    return tierbook.code(NARRATIVE, country="SEN", edition=2018)


@cache
def sample_coding(name: str) -> Coding:
    """The coding of one of the package's samples: `japan-2003`."""
    pages = {Path(path).stem: data for path, data in sample_pages()}
    return tierbook.code(pages[name])


def own_file(folder: Path, text: str = FORM, *, name: str = "own.yaml") -> OwnFile:
    """Read a form that was written into a folder."""
    path = folder / name
    path.write_text(text.replace("SHA", "a" * 64), encoding="utf-8")
    return load_own(path)


def without(finding: str) -> str:
    """The form without one of its findings."""
    head, rest = FORM.split("findings:\n", 1)
    body, tail = rest.split("judgements:\n", 1)
    entries = ["  - id: " + part for part in body.split("  - id: ")[1:]]
    kept = [entry for entry in entries if not entry.startswith(f"  - id: {finding}\n")]
    assert len(kept) == len(entries) - 1
    return f"{head}findings:\n{''.join(kept)}judgements:\n{tail}"
