"""The app that keeps what was published."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["RecordConfig"]


class RecordConfig(AppConfig):
    """Name and label of the app."""

    name = "tierbook.library.record"
    label = "record"
    made_from_corpus = True  # so it stands in no back-up but with the corpus
