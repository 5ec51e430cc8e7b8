"""Credits."""

from django.urls import path

from apps.dashboard.views import credits as views

urlpatterns = [
    path("credits", views.index, name="credits"),
    path("credits/move", views.move, name="credits_move"),
    path("credits/threshold", views.threshold, name="credits_threshold"),
    path("credits/proof", views.proof, name="credits_proof"),
    path("credits/export", views.export, name="credits_export"),
]
