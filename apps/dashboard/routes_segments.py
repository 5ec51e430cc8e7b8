"""Segments."""

from django.urls import path

from apps.dashboard.views import segments

ONE = "segments/<str:public_id>"

urlpatterns = [
    path("segments", segments.index, name="segments"),
    path("segments/new", segments.new, name="segment_new"),
    path("segments/look", segments.look, name="segment_look"),
    path(ONE, segments.page, name="segment"),
    path(f"{ONE}/edit", segments.edit, name="segment_edit"),
    path(f"{ONE}/keep", segments.keep, name="segment_keep"),
    path(f"{ONE}/delete", segments.delete, name="segment_delete"),
]
