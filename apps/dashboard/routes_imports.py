"""Imports, and the export of contacts. Below /dashboard/imports/."""

from django.urls import path

from apps.dashboard.views import import_new, imports

ONE = "<str:public_id>"

urlpatterns = [
    path("", imports.index, name="imports"),
    path("new", import_new.upload, name="import_new"),
    path("contacts.csv", imports.export, name="contacts_export"),
    path(f"{ONE}", imports.page, name="import"),
    path(f"{ONE}/map", import_new.plan, name="import_map"),
    path(f"{ONE}/rejected.csv", imports.rejected, name="import_rejected"),
    path(f"{ONE}/stop", imports.stop, name="import_stop"),
    path(f"{ONE}/resume", imports.resume, name="import_resume"),
    path(f"{ONE}/undo", imports.undo, name="import_undo"),
]
