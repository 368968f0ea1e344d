"""People: who they are, what each may do, and what is theirs alone.

Takes: a request. Gives: the role of whoever sent it, a key, private drafts, saved searches, institutions' replies.
Touches: the database. Reading needs none of it: a page that nobody signed in to see asks the database for no session.
"""
