"""Containers: ZIP, WARC, MHTML and gzip files as a stream of pages, within limits.

Nothing in a container is written to disk under its own name. What a container says of a page (where it was taken
from, and when) goes with the page.
"""

from tierbook.pages.containers.kinds import passed_by_name, refuse_other_packings
from tierbook.pages.containers.limits import LIMITS, Limits
from tierbook.pages.containers.member import Member, look_ahead, read_some, read_whole, seekable
from tierbook.pages.containers.office import is_word
from tierbook.pages.containers.opening import is_container, open_container

__all__ = [
    "LIMITS",
    "Limits",
    "Member",
    "is_container",
    "is_word",
    "look_ahead",
    "open_container",
    "passed_by_name",
    "read_some",
    "read_whole",
    "refuse_other_packings",
    "seekable",
]
