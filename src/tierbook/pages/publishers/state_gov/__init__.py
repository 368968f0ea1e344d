"""The Department's own sites: four generations, the mobile site, and captures of them in web archives."""

from tierbook.pages.publishers.state_gov.reader import BY_WORDS, READER

__all__ = ["BY_WORDS", "READER"]
