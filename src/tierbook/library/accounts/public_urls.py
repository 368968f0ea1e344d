"""Addresses of replies that anybody may read, below `/replies/`."""

from __future__ import annotations

from django.urls import path

from tierbook.library.accounts.views import replies

urlpatterns = [
    path("keys.json", replies.public_keys, name="reply-keys"),
    path("<slug:number>.json", replies.reply_json, name="reply-json"),
    path("<slug:number>/", replies.reply, name="reply"),
]
