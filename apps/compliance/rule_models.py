"""Rules that an installation adds to the shipped ones (`rules.py`)."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from apps.common import clock
from apps.common.weeks import window


def readable_span(text: str) -> None:
    """ "09:00-17:30" or "none"; ValidationError for anything else."""
    try:
        window(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def _span(label: str) -> Any:
    return models.CharField(
        label, max_length=11, default="08:00-21:00", validators=[readable_span], help_text="Or none: closed."
    )


class TextingRule(models.Model):
    """One more rule for a place: a governor's emergency, a counsel's stricter reading, a new law.

    It holds beside the shipped rules and so can only tighten. Never changed but for its end, so that past
    decisions can be read with it.
    """

    place = models.CharField(max_length=5, help_text="US, US-LA, CA, GB, IL, ZA…: whose numbers it covers.")
    since = models.DateField(null=True, blank=True, help_text="First day; empty: always.")
    until = models.DateField(null=True, blank=True, help_text="Last day; empty: until further notice.")
    mon_fri = _span("Monday to Friday")
    sat = _span("Saturday")
    sun = _span("Sunday")
    rests = models.BooleanField("Closed on legal holidays", default=False)
    cap = models.PositiveSmallIntegerField("Texts", null=True, blank=True, help_text="At most so many…")
    cap_hours = models.PositiveSmallIntegerField(
        "Hours", null=True, blank=True, help_text="…in so many hours; 168 at most, which is a week."
    )
    law = models.CharField("Source", max_length=200, help_text="The law, order or advice it comes from.")
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering: ClassVar = ["place", "id"]

    def __str__(self) -> str:
        return f"{self.place}: {self.law}"

    def clean(self) -> None:
        """A frequency limit is both numbers; an end is not before its start."""
        if (self.cap is None) != (self.cap_hours is None):
            missing = "cap" if self.cap is None else "cap_hours"
            raise ValidationError({missing: "A limit needs both: how many texts, in how many hours."})
        if self.cap == 0 or not 1 <= (self.cap_hours or 1) <= 168:
            raise ValidationError({"cap_hours": "A limit is one text or more in 1 to 168 hours."})
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": "It ends before it begins."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.changed_at = clock.now()
        super().save(*args, **kwargs)
