"""The reading room: pages for people, each with a lasting address, all of them without script."""
