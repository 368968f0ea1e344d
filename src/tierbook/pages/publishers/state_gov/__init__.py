"""The Department's own sites: four generations, the mobile site, and captures of them in web archives."""

from tierbook.pages.publishers.state_gov.reader import READER

__all__ = ["READER"]
