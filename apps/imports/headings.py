"""What people call their columns, in English, Spanish, French, German, Portuguese and Italian."""

import re
import unicodedata
from functools import lru_cache

# Read as field: words, written as `plain` leaves them (lower case, no accents, single spaces).
WORDS: dict[str, str] = {
    "phone": """phone|phone number|phone no|phone 1|phone primary|primary phone|main phone|telephone|
        telephone number|tel|tel no|cell|cell phone|cell number|cellphone|mobile|mobile phone|mobile number|
        mobile no|msisdn|sms|sms number|text number|whatsapp|number|contact number|to|phone e164|e164|
        telefono|numero de telefono|telefono movil|movil|celular|numero de celular|numero|
        telephone portable|numero de telephone|portable|mobile telephone|gsm|
        telefon|telefonnummer|handy|handynummer|mobil|mobilnummer|rufnummer|mobiltelefon|
        telefone|telemovel|numero de telefone|telefone celular|cellulare|numero di telefono|
        numero di cellulare""",
    "first_name": """first name|firstname|fname|given name|givenname|forename|first|christian name|
        nombre|primer nombre|nombres|prenom|vorname|primeiro nome|nome proprio|nome""",
    "last_name": """last name|lastname|lname|surname|family name|familyname|last|second name|
        apellido|apellidos|nom|nom de famille|nachname|familienname|sobrenome|apelido|cognome""",
    "full_name": """name|full name|fullname|contact name|customer name|client name|contact|customer|
        display name|nombre completo|nombre y apellidos|nom complet|nom et prenom|vollstandiger name|
        vor und nachname|nome completo|nome e cognome""",
    "email": """email|e mail|email address|e mail address|mail|emailaddress|primary email|
        correo|correo electronico|direccion de correo|courriel|adresse email|adresse e mail|adresse mail|
        e mail adresse|emailadresse|endereco de email|indirizzo email|posta elettronica""",
    "tags": """tags|tag|labels|label|keywords|groups|etiquetas|etiqueta|etiquettes|etiquette|
        schlagworte|schlagworter|marcadores|etichette""",
    "stage": """stage|pipeline stage|lead stage|deal stage|lifecycle stage|pipeline|etapa|fase|etape|
        phase|fase pipeline""",
    "list": "list|lists|list name|contact list|lista|listas|liste|listen",
    "opted_out": """unsubscribed|unsubscribe|opted out|opt out|optout|optedout|sms opt out|opt out status|
        do not text|do not contact|donottext|stopped|stop|sms unsubscribed|is opted out|has opted out|
        dado de baja|baja|cancelado|desinscrito|desabonne|desinscrit|desinscription|abgemeldet|
        abgemeldet am|descadastrado|cancelou inscricao|disiscritto|cancellato""",
    "dnd": "dnd|do not disturb|no molestar|nao perturbe|ne pas deranger|nicht storen|non disturbare",
    "opt_in_time": """opt in time|opt in date|opt in at|optin time|optin date|opt in timestamp|opted in at|
        opted in on|consent date|consent time|consent timestamp|consented at|date of consent|subscribed at|
        subscribed on|subscribe date|subscription date|signup date|sign up date|fecha de consentimiento|
        fecha de alta|date de consentement|date d inscription|einwilligung am|anmeldedatum|
        data de consentimento|data di consenso|data consenso""",
    "opt_in_source": """opt in source|optin source|consent source|source of consent|signup source|
        sign up source|subscription source|opt in method|consent method|origen del consentimiento|
        source du consentement|quelle der einwilligung|fonte de consentimento|fonte consenso""",
    # Ours: the file of remarks, put right and read again.
    "": "line|outcome|reason",
}
# Of several columns that hold phones, the one that texts reach.
TEXTABLE = re.compile(r"cell|mobile|mobil|movil|sms|text|whatsapp|handy|portable|celular|msisdn")
_GAP = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1_000)
def plain(heading: str) -> str:
    """ "Correo Electrónico" and "correo_electronico" are "correo electronico"; camelCase falls apart too."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    bare = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode()
    return _GAP.sub(" ", bare.lower()).strip()


@lru_cache(maxsize=1)
def _fields() -> dict[str, str]:
    return {" ".join(word.split()): field for field, words in WORDS.items() for word in words.split("|")}


def field_of(heading: str) -> str | None:
    """The field that this heading names; "" for one to leave out, None for an unknown one."""
    if heading.startswith("attributes."):
        return heading[:71]
    key = plain(heading)
    return _fields().get(key, _fields().get(key.replace(" ", "")))


def attribute_of(heading: str) -> str:
    """The attribute that an unknown heading becomes: "Shoe size" is shoe_size."""
    kept = unicodedata.normalize("NFC", heading).lower()
    return re.sub(r"\W+", "_", kept).strip("_")[:60]
