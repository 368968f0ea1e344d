"""Names of the roles, each of which may do what the one before it may; read before Django is ready."""

from __future__ import annotations

__all__ = ["ROLES"]

ROLES = ("reader", "coder", "adjudicator", "editor", "admin")
