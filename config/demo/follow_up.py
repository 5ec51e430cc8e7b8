"""The demo's sequence: what follows a webinar. It begins at ten on a working day, so nobody is texted now."""

from apps.accounts.models import User, Workspace
from apps.contacts.models import Contact
from apps.pipeline import actions as pipeline
from apps.sequences import actions, enrolling, publishing
from apps.tags import actions as tags

NAME = "Webinar follow-up"
A_DAY = 50


def follow_up(workspace: Workspace, user: User, guests: list[Contact]) -> None:
    """Running, with these guests on their way, 50 a day."""
    made = actions.create(workspace, NAME, user)
    actions.write(made, steps=_steps(workspace), rules_=_rules(workspace))
    publishing.publish(made, user.email)
    ids = [guest.pk for guest in guests]
    enrolling.enrol(made, ids, source="list", actor=user.email, per_day=A_DAY)


def _steps(workspace: Workspace) -> list[dict[str, object]]:
    hot = tags.named(workspace, ["hot-lead"])["hot-lead"].public_id
    thanks = "Hi {first_name|there}, thank you for coming! Shall we send you the slides? Just reply YES."
    return [
        {"id": "s1", "kind": "wait_until", "weekdays": [0, 1, 2, 3, 4], "at": "10:00"},
        {"id": "s2", "kind": "text", "body": thanks},
        {"id": "s3", "kind": "wait_for", "amount": 2, "unit": "days"},
        {
            "id": "s4",
            "kind": "if_reply",
            "since": "s2",
            "words": ["yes", "sure"],
            "yes": [
                {"id": "s5", "kind": "tag", "tag": hot},
                {"id": "s6", "kind": "text", "body": "Here they are: example.com/slides"},
            ],
            "no": [{"id": "s7", "kind": "text", "body": "The slides are still here for you: reply YES."}],
        },
        {"id": "s8", "kind": "wait_for", "amount": 1, "unit": "weeks"},
        {
            "id": "s9",
            "kind": "text",
            "body": "We are back in March, {first_name|friend}. Reply YES for a seat.",
        },
    ]


def _rules(workspace: Workspace) -> dict[str, object]:
    customer = pipeline.named(workspace, ["customer"])["customer"]
    return {
        "stop_on_reply": False,
        "window": {"weekdays": [0, 1, 2, 3, 4], "start": "09:00", "end": "18:00"},
        "goal": {"audience": {"include": {"stages": [customer.pk]}}},
    }
