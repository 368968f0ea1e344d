"""Narratives that nobody published: made of our own words from a seed, as many and as long as the real ones.

What a library of 4,300 texts costs can't be measured on a few samples, and the real texts aren't ours to hand on. Each
made country has its own towns, laws, offices, routes and trades over all editions; from one edition to the next its
figures move, most of its sentences and demands stay, and some are replaced. The tier is the official one where the
history that tierbook carries has it, else that of the edition before. The same seed gives the same texts.

Usage: python -m bench.narratives [--seed N] [--country CODE] prints the newest one of a country.
"""

from __future__ import annotations

from bench.narratives.making import SEED, Made, make_narratives

__all__ = ["SEED", "Made", "make_narratives"]
