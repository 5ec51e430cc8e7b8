"""The objects of ReadySMS: every member that write/ writes."""

from apps.api.kernel.shapes import (
    Schema,
    closed,
    flag,
    free,
    many,
    moment,
    number,
    or_null,
    text,
    thing,
    whole,
    word,
)
from apps.api.readysms import statuses
from apps.contacts.models import Contact

AT = "2026-04-07T14:30:00.000Z"
PHONE = "+15551234567"


def at() -> Schema:
    return moment(eg=AT)


_MESSAGE: dict[str, Schema] = {
    "id": whole(eg=5001),
    "message_id": text(eg="msg_01HYZ8K5VQAE2N0PWQ6DC9V8MP"),
    "direction": word("outbound", "inbound"),
    "from_number": text(eg="+15559876543"),
    "to_number": text(eg=PHONE),
    "body": text(eg="Hi John, your appointment is confirmed."),
    "status": word(*statuses.ACCEPTED),
    "status_description": text(eg="Delivered"),
    "segments": whole(eg=1),
    "cost": number("USD.", 0.0084),
    "contact_id": whole(eg=101),
    "contact_first_name": or_null(text(eg="John")),
    "contact_last_name": or_null(text(eg="Smith")),
    "conversation_id": or_null(whole(eg=301)),
    "campaign_name": or_null(text()),
    "drip_name": or_null(text()),
    "carrier": text(eg="Virtual"),
    "created_at": at(),
    "sent_at": or_null(at()),
    "delivered_at": or_null(at()),
}
OBJECTS: dict[str, Schema] = {
    "RMessage": closed("One text, in or out.", None, _MESSAGE),
    "RSent": thing(
        message_id=text(eg="abc123"),
        segments=whole(eg=1),
        status=word(*statuses.ACCEPTED),
        credits_remaining=whole(eg=2499),
    ),
    "RContact": thing(
        "A person.",
        id=whole(eg=101),
        first_name=or_null(text(eg="John")),
        last_name=or_null(text(eg="Smith")),
        phone=text(eg=PHONE),
        email=or_null(text(eg="john@example.com")),
        company=or_null(text()),
        city=or_null(text()),
        state=or_null(text()),
        tags=many(text(), eg=["buyer", "hot-lead"]),
        pipeline_stage=text(eg="new_lead"),
        source=or_null(text(eg="inbound_sms")),
        status=word(*Contact.Status.values),
        dnd_sms=flag(eg=False),
        custom_fields=free(),
        created_at=at(),
        updated_at=at(),
    ),
    "RTimelineEntry": thing(type=text(eg="message_sent"), created_at=at(), data=free()),
    "RBalance": thing(
        balance=whole(eg=2500),
        rate=number("USD a credit.", 0.0084),
        account_type=word("standard", "custom"),
        daily_avg_send=whole(eg=428),
        estimated_days_left=or_null(whole(eg=5)),
    ),
    "RTransaction": thing(
        id=whole(eg=1),
        type=text(eg="purchase"),
        description=text(eg="A pack"),
        amount=whole(eg=1000),
        cost_usd=or_null(number(eg=8.4)),
        balance_after=whole(eg=2500),
        status=text(eg="Paid"),
        created_at=at(),
    ),
    "RKey": thing(
        id=whole(eg=1),
        name=text(eg="Default"),
        prefix=text(eg="rsms_a1b2"),
        created_at=at(),
        last_used_at=or_null(at()),
    ),
    "RNewKey": thing(id=whole(eg=1), name=text(eg="Default"), key=text("Shown this once."), created_at=at()),
    "RWebhookSettings": thing(
        url=or_null(text(eg="https://crm.example/hook")), events=many(text(), eg=["message_delivered"])
    ),
    "RUser": thing(
        id=or_null(whole(eg=101)),
        email=or_null(text(eg="jane@example.com")),
        first_name=or_null(text(eg="Jane")),
        last_name=or_null(text(eg="Doe")),
        company_name=text(eg="Example Realty"),
    ),
    "RSubscription": thing(
        id=whole(eg=42),
        event=text(eg="message_received"),
        target_url=text(eg="https://hooks.zapier.com/abc"),
        status=text(eg="enabled"),
        created_at=at(),
    ),
    "RError": {
        **thing(
            success={"type": "boolean", "const": False},
            error=text(eg="to is required"),
            error_code=text("A word for programs, where there is one.", "invalid_phone"),
            docs=text(),
            blocked_by=text(),
            recipient_tz=or_null(text()),
            next_allowed_at=or_null(at()),
            data=free("Of 409: the id of the contact that is there.", {"id": 101}),
        ),
        "required": ["success", "error"],
    },
}
