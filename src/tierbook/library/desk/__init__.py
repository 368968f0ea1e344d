"""Where people settle what machines and readers leave open: today the reports of wrong codings.

Takes: a report of a reader, a decision of a coder. Gives: a list with what is open, what was accepted, what was not.
Touches: the database. Everything here is an event: it is added, and nothing that was added is ever changed.
"""
