"""5,000 people who do not exist. NPA-555-01NN is given to nobody; somewhere somebody is always awake."""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from config.demo.names import CITIES, FIRST, LAST

# What the virtual carrier does with NPA-555-00NN (docs/sandbox.md): the demo's inbox fills by itself.
MAGIC = {"0001": "rejected", "0002": "fails", "0008": "says STOP", "0009": "says YES", "0011": "answers"}
MAGIC_AREAS = {"212": "New York", "415": "San Francisco", "808": "Honolulu", "671": "Hagåtña"}
SIZE, LEAST = 5_000, 200  # with fewer, some campaign of the history would find nobody
# The phone that the welcome shows how to reply as (config/welcome.py).
WELCOMED = ("415", "0123")
GENRES = ("crime", "poetry", "children", "history", "cooking", "travel")
STAGES = ("new_lead", "new_lead", "new_lead", "contacted", "contacted", "qualified", "customer", "lost")


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """One contact of the demo."""

    phone: str
    first_name: str
    last_name: str
    email: str
    attributes: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    stage: str = ""
    opted_out: bool = False


def people(size: int = SIZE) -> Iterator[Person]:
    """Always the same ones, in the same order."""
    dice = random.Random(500)  # noqa: S311 - people of a demo, no secret
    for number, (area, last) in zip(range(size), _numbers(dice), strict=False):
        yield _person(dice, number, area, last)


def _numbers(dice: random.Random) -> list[tuple[str, str]]:
    """Area code and last four digits: those who do magic first, then everybody else, well shuffled."""
    plain = [(area, f"01{nn:02}") for area in CITIES for nn in range(100)]
    plain.remove(WELCOMED)
    dice.shuffle(plain)
    return [*((area, last) for area in MAGIC_AREAS for last in MAGIC), WELCOMED, *plain]


def _person(dice: random.Random, number: int, area: str, last: str) -> Person:
    first, family = dice.choice(FIRST), dice.choice(LAST)
    shares = (("vip", 0.12), ("webinar", 0.25), ("hot-lead", 0.08), ("book-club", 0.1))
    tags = tuple(tag for tag, share in shares if dice.random() < share)
    return Person(
        phone=f"+1{area}555{last}",
        first_name="" if dice.random() < 0.06 else first,
        last_name=family,
        email=_email(first, family, number) if dice.random() < 0.8 else "",
        attributes=_attributes(dice, {**CITIES, **MAGIC_AREAS}[area]),
        tags=tags,
        stage=dice.choice(STAGES),
        opted_out=last not in MAGIC and (area, last) != WELCOMED and dice.random() < 0.02,
    )


def _email(first: str, family: str, number: int) -> str:
    plain = f"{first}.{family}.{number}@example.com".lower().replace("'", "")
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()


def _attributes(dice: random.Random, city: str) -> dict[str, str]:
    born = f"{dice.randrange(1945, 2006)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
    return {
        "city": city,
        "tier": dice.choice(("gold", "silver", "silver", "basic", "basic", "basic")),
        "genre": dice.choice(GENRES),
        "points": str(dice.randrange(0, 2_000, 10)),
        "birthday": born,
    }
