"""The only network below the library: pages from the publishers' own addresses, politely, one at a time.

Takes: editions and countries, a place to keep pages, a clock. Gives: an `Outcome` for each thing wanted. Touches: the
hosts in `addresses.yaml` over HTTPS, and the store it is given.

`plan_fetch` turns what is wanted into targets with addresses to try; `fetch_pages` tries them. Which addresses exist is
data; what an address may be is `checking`; how we ask is `asking`; what a connection may do is `network`. The packages
that do the work (httpcore2, protego, warcio, pydantic) are loaded when something is fetched and not before.
"""

from tierbook.pages.fetching.asking import Asker, Manners
from tierbook.pages.fetching.captures import Capture, Held, Outcome, PageStore
from tierbook.pages.fetching.clock import Clock, date_line
from tierbook.pages.fetching.network import AnswerLimits, Network
from tierbook.pages.fetching.plan import Place, Target, plan_fetch
from tierbook.pages.fetching.run import fetch_pages
from tierbook.pages.fetching.table import AddressTable, load_table
from tierbook.pages.fetching.warc import WarcFile

__all__ = [
    "AddressTable",
    "AnswerLimits",
    "Asker",
    "Capture",
    "Clock",
    "Held",
    "Manners",
    "Network",
    "Outcome",
    "PageStore",
    "Place",
    "Target",
    "WarcFile",
    "date_line",
    "fetch_pages",
    "load_table",
    "plan_fetch",
]
