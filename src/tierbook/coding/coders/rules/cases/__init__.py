"""Cases that a narrative tells one by one: who was accused, of what, how it ended; never by name."""

from tierbook.coding.coders.rules.cases.records import code_cases

__all__ = ["code_cases"]
