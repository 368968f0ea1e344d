"""An advocacy pack: two pages on one country, for those who press for change.

Takes: the texts held of a country, official placements. Gives: a `Draft`. Touches: reads package data.
"""

from tierbook.release.packs.advocacy.pack import compose_advocacy_pack

__all__ = ["compose_advocacy_pack"]
