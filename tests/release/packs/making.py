"""Texts of one country over several editions, in our own words, for packs."""

from __future__ import annotations

from tests.dossier.making import hold
from tierbook.dossier import HeldText

EARLY = """GHANA: TIER 2 WATCH LIST

Ghana does not fully meet the minimum standards; however, it is making significant efforts to meet them.

RECOMMENDATIONS

Open a shelter for victims; train the police to identify victims; and fund the office that coordinates.

PROSECUTION

The government maintained law enforcement efforts. The government prosecuted six suspects and convicted two traffickers.

PROTECTION

The government maintained protection efforts. Police arrested and fined some victims for prostitution. The government did not operate a shelter for trafficking victims. NGOs reported that girls who returned met with stigma in their villages.

PREVENTION

The government ran awareness campaigns on the radio.

TRAFFICKING PROFILE

Ghana is a source and destination country for trafficked children. Children from Togo are forced to work in Ghana as porters.
"""  # noqa: E501 - a paragraph of a page is one line

LATE = """GHANA: TIER 2

Ghana does not fully meet the minimum standards; however, it is making significant efforts to meet them. The government opened a shelter.

RECOMMENDATIONS

Train the police to identify victims; and open a shelter for men.

PROSECUTION

The government increased law enforcement efforts. The government prosecuted nine suspects and convicted four traffickers.

PROTECTION

The government increased protection efforts. The government did not penalize victims for acts that traffickers made them commit. The government opened a shelter for trafficking victims in the capital. This shelter housed 30 children. NGOs reported that girls who returned met with stigma in their villages.

PREVENTION

The government ran awareness campaigns on the radio.

TRAFFICKING PROFILE

Ghana is a source and destination country for trafficked children. Children from Togo are forced to work in Ghana as porters.
"""  # noqa: E501

SUMMARY = """GHANA: TIER 2

Ghana does not fully meet the minimum standards. The government investigated few cases.
"""


def ghana() -> list[HeldText]:
    """Two narratives of editions with a gap between, and a summary after a third."""
    return [
        hold("GHA:2018", LATE),
        hold("GHA:2014", EARLY),
        hold("GHA:2016", SUMMARY, "summary"),
    ]
