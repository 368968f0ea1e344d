"""Figures: what is counted, how many, of which unit, in which period, compared with what, by whom."""

from tierbook.coding.coders.rules.figures.figures import code_figures
from tierbook.coding.coders.rules.figures.settle import settle_figures

__all__ = ["code_figures", "settle_figures"]
