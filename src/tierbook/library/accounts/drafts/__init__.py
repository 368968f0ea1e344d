"""Drafts: own findings and judgements as `tierbook draft` knows them, kept per person, with what is made of them.

What is kept is the content of an own file (`tierbook-own/1`), entry by entry; each change is a version. A scenario is a
draft that holds only what it makes otherwise than the draft that it belongs to.
"""
