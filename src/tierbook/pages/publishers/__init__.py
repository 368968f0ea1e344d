"""Readers of single pages, one file for each publisher; the first that knows a page reads it."""

from __future__ import annotations

from tierbook.pages.page import Reader
from tierbook.pages.publishers import plain, refworld, sample, state_gov

__all__ = ["READERS"]

READERS: tuple[Reader, ...] = (sample.READER, state_gov.READER, refworld.READER, plain.READER)
