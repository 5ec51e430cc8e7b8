"""Keywords, and what is answered by itself."""

from django.urls import path

from apps.dashboard.views import auto_replies, keywords

ONE = "keywords/<str:keyword_id>"

urlpatterns = [
    path("keywords", keywords.index, name="keywords"),
    path("keywords/new", keywords.new, name="keyword_new"),
    path("keywords/auto-replies", auto_replies.page, name="auto_replies"),
    path(ONE, keywords.page, name="keyword"),
    path(f"{ONE}/edit", keywords.edit, name="keyword_edit"),
    path(f"{ONE}/delete", keywords.delete, name="keyword_delete"),
]
