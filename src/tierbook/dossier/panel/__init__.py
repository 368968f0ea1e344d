"""Country panels: one row for each country and edition, and tables of other people joined to them."""

from tierbook.dossier.panel.columns import FACETS
from tierbook.dossier.panel.panel import Panel, PanelHoldings, build_panel, choose_variables
from tierbook.dossier.panel.table import Cell, Code, Column, Missing, Table

__all__ = [
    "FACETS",
    "Cell",
    "Code",
    "Column",
    "Missing",
    "Panel",
    "PanelHoldings",
    "Table",
    "build_panel",
    "choose_variables",
]
