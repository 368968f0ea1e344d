"""Readers of single pages, one file for each publisher; the first that knows a page reads it."""

from __future__ import annotations

from tierbook.pages.page import Reader
from tierbook.pages.publishers import copies, ecoi, embassy, plain, refworld, sample, state_gov

__all__ = ["READERS"]

READERS: tuple[Reader, ...] = (
    sample.READER,
    state_gov.READER,
    refworld.READER,
    ecoi.READER,
    embassy.READER,
    *copies.READERS,
    state_gov.BY_WORDS,
    plain.READER,
)
