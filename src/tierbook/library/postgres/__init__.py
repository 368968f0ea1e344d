"""Django's PostgreSQL engine with one change: words sort by their letters' numbers, as SQLite sorts them."""
