"""Read the statute files of one folder and check them by their own rules.

Takes: a folder. Gives: `Statutes`, or every fault with file and line. Touches: the files of that folder.

An unknown key, a missing reference, a date out of range or a name that nothing bears is an error. `rows` finds the
line, `acts` reads what the statute is called and its versions, `entries` standards, criteria and lists, `provisions`
the further parts, `mapping` the rules of judging.
"""

from tierbook.standards.reading.statutes import find_faults, read_statutes

__all__ = ["find_faults", "read_statutes"]
