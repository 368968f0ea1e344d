"""What of people's anybody may read: replies, published drafts, feeds at private addresses."""

from __future__ import annotations

from django.urls import path

from tierbook.library.accounts.views import alerts, drafts, replies

urlpatterns = [
    path("replies/keys.json", replies.public_keys, name="reply-keys"),
    path("replies/<slug:number>.json", replies.reply_json, name="reply-json"),
    path("replies/<slug:number>/", replies.reply, name="reply"),
    path("alerts/<str:token>.atom", alerts.alert, name="alert"),
    path("drafts/<slug:number>/", drafts.published, name="draft-published"),
    path("drafts/<slug:number>.<slug:form>", drafts.published_file, name="draft-published-file"),
]
