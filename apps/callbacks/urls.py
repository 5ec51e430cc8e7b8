"""Addresses that carriers are given: CarrierAccount.callback_url."""

from django.urls import path

from apps.callbacks import views

urlpatterns = [path("callbacks/<str:public_id>", views.callback, name="callback")]
