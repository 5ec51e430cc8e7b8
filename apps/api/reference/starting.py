"""The steps of the getting-started page. A test runs their lines against a running installation."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.api.reference import verifying

HOOK = f"http://127.0.0.1:{verifying.PORT}/hook"
ADDRESS = "This installation may tell programs on its own machine."
ELSEWHERE = f"Put an https address of yours, on a public host, that leads to port {verifying.PORT} here."


@dataclass(frozen=True, slots=True)
class Step:
    """code: lines for one terminal, each step after the one before."""

    title: str
    said: str
    code: str


def steps(here: str, *, inside: bool) -> Sequence[Step]:
    """here: the installation's address. inside: its webhooks may go to its own machine."""
    return [
        Step(
            "Set the address and a key",
            "Make a key of the kind “v1, test” under Developers → API keys, or take the one that make run "
            "printed as test. It opens the sandbox.",
            f"BASE={here}\nKEY=msvs_test_…",
        ),
        Step(
            "See that the key works",
            "Every answer says what it is; this one is your credits.",
            'curl -s "$BASE/v1/credits" -H "Authorization: Bearer $KEY"',
        ),
        Step(
            "Ask to be told by a webhook",
            f"{ADDRESS if inside else ELSEWHERE} The secret is in the answer, once; "
            "here it lands in hook.json.",
            'curl -s "$BASE/v1/webhooks" -H "Authorization: Bearer $KEY" \\\n'
            "  -H 'Content-Type: application/json' \\\n"
            f'  -d \'{{"url": "{HOOK if inside else "https://example.com/hook"}", "events": ["message.sent", '
            '"message.delivered"]}\' | tee hook.json',
        ),
        Step(
            "Listen, and check the signature",
            "A small receiver in the background; what it was told lies in hook.log.",
            f"cat > hook.py <<'END'\n{verifying.RECEIVER}\nEND\npython3 hook.py > hook.log 2>&1 &",
        ),
        Step(
            "Send a text",
            "The key states that this person agreed to be texted. Placeholders come from variables, "
            "then from the contact. With an Idempotency-Key the same command twice is one text. Between 9 at "
            "night and 8 in the morning of the person's own day it is refused with quiet_hours, in the "
            "sandbox too: on your own machine make run prints the CLOCK_SHIFT that makes it day.",
            'curl -s "$BASE/v1/messages" -H "Authorization: Bearer $KEY" \\\n'
            "  -H 'Content-Type: application/json' -H 'Idempotency-Key: my-first-text' \\\n"
            '  -d \'{"to": "+14155550123", "body": "Hi {firstName}, your table is ready.", '
            '"variables": {"firstName": "Maria"}}\'',
        ),
        Step(
            "See what became of it",
            "queued, sending, sent, delivered: the sandbox's virtual carrier delivers in seconds, and "
            "hook.log hears of it: a line that begins with signed: for each event.",
            'sleep 5\ncurl -s "$BASE/v1/messages?limit=1" -H "Authorization: Bearer $KEY"\ncat hook.log',
        ),
        Step(
            "Add somebody with their consent",
            "opt_in says where they agreed and from which address; it becomes a line of the consent ledger.",
            'curl -s "$BASE/v1/contacts" -H "Authorization: Bearer $KEY" \\\n'
            "  -H 'Content-Type: application/json' \\\n"
            '  -d \'{"phone": "+14155550177", "first_name": "Ann", "opt_in": {"source": "checkout", '
            '"ip": "203.0.113.4"}}\'',
        ),
        Step(
            "Or read the feed",
            "The same events in their order: begin behind the last one that you saw. "
            "kill %1 ends the receiver.",
            'curl -s "$BASE/v1/events?limit=5" -H "Authorization: Bearer $KEY"',
        ),
    ]
