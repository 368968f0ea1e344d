"""The interface for programs: `/api/v1/` with its document, limits and errors, and what stands beside the pages.

Nothing is computed here that the pages do not compute: an operation asks the function that its page asks, and gives
plain values. `ninja` needs settings that are configured, so it is imported by `urls` alone, never here.
"""

__all__ = ["API_VERSION"]

API_VERSION = "1.0.0"  # of the contract in `openapi.json`: what breaks a program is a new major number and address
