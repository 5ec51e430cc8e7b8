"""Examples to copy, with the beginning of the reader's own key in them: we keep no more of it."""

from django.db.models import QuerySet

from apps.accounts.models import ApiKey

DOTS = "…"
# Nobody's phone: delivered by the virtual carrier, and of no use elsewhere (NPA-555-01NN is fiction).
TO = "+14155550199"


def key_for(keys: QuerySet[ApiKey]) -> ApiKey | None:
    """The newest v1 key, a test one before a live one; None when there is none."""
    for kind in (ApiKey.Kind.TEST, ApiKey.Kind.LIVE):
        if found := keys.filter(kind=kind).order_by("-id").first():
            return found
    return None


def curl(base: str, key: ApiKey | None) -> str:
    return (
        f"curl {base}/v1/messages \\\n"
        f'  -H "Authorization: Bearer {_shown(key)}" \\\n'
        "  -H 'Content-Type: application/json' \\\n"
        f"""  -d '{{"to": "{TO}", "body": "Hello from Sendwell"}}'"""
    )


def python(base: str, key: ApiKey | None) -> str:
    return (
        "from sendwell import Sendwell\n\n"
        f'with Sendwell("{_shown(key)}", "{base}") as client:\n'
        f'    message = client.messages.send("{TO}", "Hello from Sendwell")\n'
        '    print(message["id"], message["status"])'
    )


def _shown(key: ApiKey | None) -> str:
    return f"{key.prefix if key else 'msvs_test_'}{DOTS}"
