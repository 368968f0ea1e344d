"""Figures of a dossier: a box for each edition, one for a row of editions of which nothing is known, and the breaks."""

from tests.dossier.generator.country import make_country
from tierbook.dossier import build_dossier
from tierbook.library.reading.dossier_figures import figures_of


def test_editions_in_a_row_that_are_not_held_share_a_box_and_break_the_line():
    texts = make_country("NAM", seed=1).hold(without=[2011, 2012, 2013])
    rows = figures_of(build_dossier(texts).to_dict())
    row = next(row for row in rows if row.label.startswith("Convictions"))
    silent = [cell for cell in row.cells if cell.words == "not held"]
    assert silent
    assert not any(cell.given for cell in silent)
    after = [b for a, b in zip(row.cells, row.cells[1:], strict=False) if a.words == "not held"]
    assert all(cell.broken for cell in after)
    assert any(" to " in cell.years for r in rows for cell in r.cells if cell.words == "not held")
    assert row.breaks


def test_nothing_held_gives_no_figures():
    assert figures_of(None) == ()
