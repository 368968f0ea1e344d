"""Cues: how the rules coder finds what the codebook asks for, as data that a linguist edits.

A cue nominates by literal words (all of them go into one automaton), verifies with a pattern, and names the value for
words that are asserted, denied, partly denied or withheld. Who, when and whether are settled by `coding.context`.
The keys of a cue are listed in `README.md` beside this file.
"""

from tierbook.coding.cues.load import CUES_VERSION, Cue, CueSet, cue_words, load_cues

__all__ = ["CUES_VERSION", "Cue", "CueSet", "cue_words", "load_cues"]
