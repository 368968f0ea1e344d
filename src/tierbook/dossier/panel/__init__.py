"""Country panels: one row for each country and edition, and tables of other people joined to them."""

from tierbook.dossier.panel.cells import CellReader
from tierbook.dossier.panel.columns import FACETS, USUAL_FACETS, column_stem, variable_columns
from tierbook.dossier.panel.joining import JoinedPanel, JoinYear, join_people
from tierbook.dossier.panel.methods import describe_columns
from tierbook.dossier.panel.panel import Panel, PanelHoldings, build_panel
from tierbook.dossier.panel.table import Missing, Table, TableCell, TableCode, TableColumn

__all__ = [
    "FACETS",
    "USUAL_FACETS",
    "CellReader",
    "JoinYear",
    "JoinedPanel",
    "Missing",
    "Panel",
    "PanelHoldings",
    "Table",
    "TableCell",
    "TableCode",
    "TableColumn",
    "build_panel",
    "column_stem",
    "describe_columns",
    "join_people",
    "variable_columns",
]
