"""Sequences."""

from django.urls import path

from apps.dashboard.views import (
    sequence,
    sequence_jobs,
    sequence_people,
    sequence_publish,
    sequence_steps,
    sequence_trial,
    sequences,
)

ONE = "sequences/<str:sequence_id>"

urlpatterns = [
    path("sequences", sequences.index, name="sequences"),
    path("sequences/new", sequences.new, name="sequence_new"),
    path(ONE, sequence.page, name="sequence"),
    path(f"{ONE}/rules", sequence.rules, name="sequence_rules"),
    path(f"{ONE}/add", sequence_steps.add, name="sequence_add"),
    path(f"{ONE}/step", sequence_steps.edit, name="sequence_step"),
    path(f"{ONE}/shift", sequence_steps.shift, name="sequence_shift"),
    path(f"{ONE}/remove", sequence_steps.remove, name="sequence_remove"),
    path(f"{ONE}/publish", sequence_publish.publish, name="sequence_publish"),
    path(f"{ONE}/discard", sequence.discard, name="sequence_discard"),
    path(f"{ONE}/pause", sequence.pause, name="sequence_pause"),
    path(f"{ONE}/resume", sequence.resume, name="sequence_resume"),
    path(f"{ONE}/end", sequence.end, name="sequence_end"),
    path(f"{ONE}/people", sequence_people.index, name="sequence_people"),
    path(f"{ONE}/jobs", sequence_jobs.index, name="sequence_jobs"),
    path(f"{ONE}/jobs/<str:job_id>", sequence_jobs.steer, name="sequence_job"),
    path(f"{ONE}/hand", sequence_people.hand, name="sequence_hand"),
    path(f"{ONE}/enrol", sequence_people.enrol, name="sequence_enrol"),
    path(f"{ONE}/simulate", sequence_trial.page, name="sequence_simulate"),
]
