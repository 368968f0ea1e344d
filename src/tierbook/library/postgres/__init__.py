"""Django's PostgreSQL engine with one change: rows come in the order in which SQLite gives them."""
