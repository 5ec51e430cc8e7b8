"""Search over everything, and the page of all components."""

from django.urls import path

from apps.dashboard.views import search, styles

urlpatterns = [
    path("search", search.index, name="search"),
    path("_styles", styles.styles, name="styles"),
]
