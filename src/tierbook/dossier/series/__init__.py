"""Figures over the editions of a country: points with their words, breaks, and the runs that a line may join."""

from tierbook.dossier.series.breaks import why_periods_differ
from tierbook.dossier.series.joining import build_series, unit_in_words
from tierbook.dossier.series.rows import SERIES_COLUMNS, series_rows
from tierbook.dossier.series.series import Break, FigureSeries, Point, Told
from tierbook.dossier.series.telling import Telling, basis_in_words, main_figures, read_tellings

__all__ = [
    "SERIES_COLUMNS",
    "Break",
    "FigureSeries",
    "Point",
    "Telling",
    "Told",
    "basis_in_words",
    "build_series",
    "main_figures",
    "read_tellings",
    "series_rows",
    "unit_in_words",
    "why_periods_differ",
]
