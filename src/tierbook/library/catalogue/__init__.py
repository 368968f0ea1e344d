"""The catalogue: what the library holds, as rows to list, count and search."""
