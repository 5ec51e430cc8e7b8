"""One example of each webhook event, with the values that the contract uses throughout (§5, §8, §10)."""

from collections.abc import Mapping
from typing import Any

Payload = dict[str, Any]
_OURS, _THEIRS, _AT = "+15559876543", "+15551234567", "2026-04-07T14:30:00.000Z"
_NAME: Payload = {"first_name": "John", "last_name": "Smith"}
_PERSON: Payload = {"contact_id": 101, **_NAME, "phone": _THEIRS, "email": "john@example.com"}
_WHO: Payload = {"contact_id": 101, "contact_first_name": "John", "contact_last_name": "Smith"}
_SENT: Payload = {
    "message_id": 5001,
    "sendivo_message_id": "abc123",
    "from_number": _OURS,
    "to_number": _THEIRS,
    "body": "Hi John, your appointment is confirmed.",
}

SAMPLES: Mapping[str, Payload] = {
    "message_received": {
        "id": 5002,
        "direction": "inbound",
        "from_number": _THEIRS,
        "to_number": _OURS,
        "body": "Yes, I am interested!",
        "status": "received",
        **_WHO,
        "contact_phone": _THEIRS,
        "contact_email": "john@example.com",
        "conversation_id": 301,
        "segments": 1,
        "sent_at": _AT,
    },
    "new_contact": {
        "id": 101,
        **_NAME,
        "phone": _THEIRS,
        "email": "john@example.com",
        "tags": ["buyer", "hot-lead"],
        "pipeline_stage": "new_lead",
        "source": "inbound_sms",
        "status": "active",
        "created_at": _AT,
    },
    "new_conversation": {
        "conversation_id": 301,
        **_PERSON,
        "first_message": "Yes, I am interested!",
        "from_number": _THEIRS,
        "to_number": _OURS,
        "started_at": _AT,
    },
    "contact_opted_out": {**_PERSON, "opted_out_at": _AT, "keyword": "STOP"},
    "message_delivered": {
        **_SENT,
        "status": "delivered",
        "segments": 1,
        "cost": 0.0084,
        "delivered_at": _AT,
        **_WHO,
    },
    "message_failed": {
        **_SENT,
        "status": "failed",
        "status_description": "Unreachable destination handset",
        "segments": 1,
        "cost": 0,
        "delivered_at": None,
        **_WHO,
    },
    "stage_changed": {**_PERSON, "old_stage": "new_lead", "new_stage": "qualified", "changed_at": _AT},
    "tag_added": {**_PERSON, "tag": "hot-lead", "all_tags": ["buyer", "hot-lead"], "added_at": _AT},
    "tag_removed": {**_PERSON, "tag": "hot-lead", "all_tags": ["buyer"], "removed_at": _AT},
    "dnd_changed": {**_PERSON, "dnd_sms": True, "changed_at": _AT},
    "sequence_completed": {
        **_PERSON,
        "sequence_id": 5,
        "sequence_name": "7-Day Follow Up",
        "completed_at": _AT,
    },
    "keyword_received": {
        **_PERSON,
        "keyword": "PRICE",
        "body": "PRICE",
        "from_number": _THEIRS,
        "to_number": _OURS,
        "received_at": _AT,
    },
    "message_sent": {
        **_SENT,
        "status": "sent",
        "segments": 1,
        "cost": 0.0084,
        "delivered_at": None,
        **_WHO,
    },
}
