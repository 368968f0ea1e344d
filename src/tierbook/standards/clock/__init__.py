"""The clock of the Tier 2 Watch List."""
