"""Addresses of the room, all below `/screening/`; each is 404 for whoever has no leave to screen."""

from __future__ import annotations

from django.urls import path

from tierbook.library.screening import training, views

urlpatterns = [
    path("", views.cases, name="screening"),
    path("agreement/", views.agreement, name="screening-agreement"),
    path("training/", training.vignettes, name="screening-training"),
    path("training/<int:number>/", training.vignette, name="screening-vignette"),
    path("<slug:code>/", views.sheet, name="screening-case"),
    path("<slug:code>/facts/", views.facts, name="screening-facts"),
    path("<slug:code>/readings/", views.readings, name="screening-readings"),
    path("<slug:code>/compare/", views.compare, name="screening-compare"),
]
