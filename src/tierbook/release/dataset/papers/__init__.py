"""What stands beside the tables: data package, README, how to cite, codebook, DDI, metadata of the database."""

from tierbook.release.dataset.papers.changes import write_changes
from tierbook.release.dataset.papers.citing import write_cff, write_datacite
from tierbook.release.dataset.papers.codebook import write_codebook_html
from tierbook.release.dataset.papers.codebook_pdf import write_codebook_pdf
from tierbook.release.dataset.papers.datasette import write_metadata
from tierbook.release.dataset.papers.ddi import write_ddi
from tierbook.release.dataset.papers.package import write_package
from tierbook.release.dataset.papers.r_script import write_r_script
from tierbook.release.dataset.papers.readme import write_readme

__all__ = [
    "write_cff",
    "write_changes",
    "write_codebook_html",
    "write_codebook_pdf",
    "write_datacite",
    "write_ddi",
    "write_metadata",
    "write_package",
    "write_r_script",
    "write_readme",
]
