"""Compliance: replies to review, the consent ledger, evidence for one number. Below /dashboard/compliance."""

from django.urls import path

from apps.dashboard.views import consents, reviews, trials

urlpatterns = [
    path("compliance", reviews.index, name="compliance"),
    path("compliance/reviews/<str:suppression_id>/decide", reviews.decide, name="review_decide"),
    path("compliance/rules", trials.index, name="rules"),
    path("compliance/rules/try", trials.start, name="rules_try"),
    path("compliance/rules/trials/<str:trial_id>", trials.page, name="rules_trial"),
    path("compliance/ledger", consents.ledger, name="consent_ledger"),
    path("compliance/ledger.jsonl", consents.export, name="consent_export"),
    path("compliance/evidence", consents.number, name="evidence"),
    *(
        path(f"compliance/evidence.{form}", consents.pack, {"form": form}, f"evidence_{form}")
        for form in ("html", "json")
    ),
]
