"""A run of fetch in a process of its own, to be killed: PORT of the server, FOLDER of the corpus."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.pages.fetching.server import HOSTS, Server, TestClock
from tierbook.corpus import Corpus, FetchedPages
from tierbook.pages import Asker, Manners, WarcFile, date_line, fetch_pages, plan_fetch


def main(port: int, folder: Path) -> None:
    """Fetch what the server's index of 2021 lists."""
    clock = TestClock()
    asker = Asker(HOSTS, Manners("tierbook test", pause=0), clock, Server(port=port).network())
    targets = plan_fetch([2021], None, publishers=["state"])
    with (
        FetchedPages(Corpus(folder)) as store,
        WarcFile(store.warc_path, software="test", made=date_line(clock.now())) as warc,
    ):
        for outcome in fetch_pages(targets, store, asker, warc=warc):
            print(outcome.unit, outcome.status, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
