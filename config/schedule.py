"""Recurring work: what to look for, how often, and the task that does it.

A due message leaves within 5 s of its time; a reply or a single send within 1 s on an idle system: 0.25 s
until the look, 0.2 s until the queue is polled, and the task itself. The purge: at a start, then daily."""

from apps.common.cluster.table import Beat

DAY = 86_400.0

SCHEDULE = (
    Beat("apps.messaging.tasks.dispatch", every=0.25, due="apps.messaging.queries.anything_due"),
    Beat("apps.messaging.tasks.apply_callbacks", every=0.25, due="apps.messaging.queries.callbacks_waiting"),
    Beat("apps.messaging.tasks.recover", every=2.0, due="apps.messaging.queries.anything_stranded"),
    Beat(
        "apps.messaging.scheduled.tasks.turn_due",
        every=0.5,
        due="apps.messaging.scheduled.queries.anything_due",
    ),
    Beat(
        "apps.messaging.hindsight.tasks.advance",
        every=0.5,
        due="apps.messaging.hindsight.actions.anything_to_do",
    ),
    Beat("apps.messaging.scheduled.tasks.sweep", every=3_600.0),
    Beat("apps.messaging.retention.tasks.sweep", every=300.0),
    Beat("apps.messaging.retention.tasks.forget", every=3_600.0),
    Beat("apps.campaigns.tasks.advance", every=0.5, due="apps.campaigns.queries.anything_to_do"),
    Beat("apps.campaigns.tasks.count_people", every=10.0, due="apps.campaigns.headcounts.anything_stale"),
    Beat(
        "apps.campaigns.dry_run.tasks.advance", every=0.5, due="apps.campaigns.dry_run.queries.anything_to_do"
    ),
    Beat("apps.sequences.tasks.advance", every=0.5, due="apps.sequences.queries.anything_due"),
    Beat("apps.sequences.jobs.tasks.advance", every=0.5, due="apps.sequences.jobs.queries.anything_to_do"),
    Beat("apps.audiences.tasks.sync", every=5.0, due="apps.audiences.tasks.any_list_due"),
    Beat("apps.audiences.tasks.catch_up", every=10.0, due="apps.audiences.engagement.any_lately"),
    Beat("apps.audiences.tasks.look_back", every=600.0),
    Beat("apps.reports.tasks.catch_up", every=60.0),
    Beat("apps.reports.tasks.look_back", every=600.0),
    Beat("apps.imports.tasks.run", every=0.5, due="apps.imports.queries.anything_waiting"),
    Beat("apps.webhooks.tasks.fan_out", every=0.5, due="apps.webhooks.fanning.anything_to_fan_out"),
    Beat("apps.webhooks.tasks.deliver", every=0.5, due="apps.webhooks.outbox.anything_due"),
    Beat("apps.webhooks.tasks.sweep", every=DAY),
    Beat("apps.api.tasks.sweep", every=DAY),
    Beat("apps.connect.tasks.sweep", every=DAY),
    Beat("apps.requestlog.tasks.sweep", every=3_600.0),
    Beat("apps.compliance.tasks.end_reviews", every=60.0, due="apps.compliance.reviews.anything_overdue"),
    Beat("apps.dashboard.tasks.digest", every=900.0),
    Beat("apps.events.tasks.react", every=0.5, due="apps.events.diary.anything_to_react_to"),
    Beat("apps.common.cluster.heartbeat.beat", every=5.0),
    Beat("apps.common.cluster.housekeeping.purge", every=DAY),
    Beat("apps.imports.tasks.sweep", every=DAY),
)
