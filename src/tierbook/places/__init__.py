"""Countries and regions: names by year, demonyms, and where a text names them.

Takes: a name, a code, a text. Gives: `Country`, or `Mention`s with offsets into that text. Touches: reads package data.

The tables in `data/` are meant to be edited by people who know places; `data/README.md` explains them. A name is looked
up exactly after normalising, never by likeness: a wrong state is worse than none.
"""

from tierbook.places.country import (
    Country,
    Demonym,
    Name,
    all_countries,
    country_name,
    get_country,
    home_words,
)
from tierbook.places.keys import KEY_SYSTEMS, country_of_key, country_of_table, existed, keys_in
from tierbook.places.lookup import find_country, resolve_country
from tierbook.places.mentions import Mention, find_mentions

__all__ = [
    "KEY_SYSTEMS",
    "Country",
    "Demonym",
    "Mention",
    "Name",
    "all_countries",
    "country_name",
    "country_of_key",
    "country_of_table",
    "existed",
    "find_country",
    "find_mentions",
    "get_country",
    "home_words",
    "keys_in",
    "resolve_country",
]
