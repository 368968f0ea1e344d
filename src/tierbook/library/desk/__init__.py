"""Where people settle what machines and readers leave open: reports, a queue, blind coding, adjudication.

Takes: a report of a reader, a decision of a coder, a sample, decisions that were made with another tool. Gives: pages,
answers for agreement, what was decided as lines, what people set beside what the machine found. Touches: the database.
Everything here is an event: it is added, and nothing that was added is ever changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierbook.files import load_later

if TYPE_CHECKING:
    from tierbook.library.desk.answers import answers
    from tierbook.library.desk.disputes import load_disputes
    from tierbook.library.desk.lines import export_events, import_events, take_in
    from tierbook.library.desk.shell import give, status_of
    from tierbook.library.desk.standing import rebuild_desk
    from tierbook.library.desk.taken import Taken
    from tierbook.library.desk.working import Loaded, load_sample

__all__ = [
    "Loaded",
    "Taken",
    "answers",
    "export_events",
    "give",
    "import_events",
    "load_disputes",
    "load_sample",
    "rebuild_desk",
    "status_of",
    "take_in",
]

# What has tables is known only when Django is ready.
__getattr__ = load_later(
    __name__, __all__, "answers", "disputes", "lines", "shell", "standing", "taken", "working"
)
