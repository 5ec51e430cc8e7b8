"""500 people who do not exist: NPA-555 numbers, awake somewhere at any hour."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

FIRST = [
    "Maria",
    "James",
    "Aisha",
    "Wei",
    "Olivia",
    "Noah",
    "Sofia",
    "Liam",
    "Zoë",
    "Mateo",
    "Grace",
    "Omar",
    "Chloé",
    "Priya",
    "Ethan",
    "Hannah",
    "Lukas",
    "Ines",
    "Daniel",
    "Fatima",
    "Emma",
    "José",
    "Ava",
    "Tomás",
    "Nora",
    "Samuel",
    "Yuki",
    "Ruth",
    "Ivan",
    "Leila",
]
LAST = [
    "Silva",
    "Johnson",
    "Nguyen",
    "Cohen",
    "Patel",
    "García",
    "Kim",
    "O'Brien",
    "Müller",
    "Dubois",
    "Smith",
    "Brown",
    "Kowalski",
    "Núñez",
    "Jones",
    "Levi",
    "Andersson",
    "Okafor",
    "Rossi",
    "Tanaka",
]
# Area code → city. Guam, Hawaii and Puerto Rico keep somebody awake when the mainland sleeps.
CITIES = {
    "212": "New York",
    "617": "Boston",
    "305": "Miami",
    "404": "Atlanta",
    "312": "Chicago",
    "713": "Houston",
    "602": "Phoenix",
    "303": "Denver",
    "415": "San Francisco",
    "206": "Seattle",
    "416": "Toronto",
    "808": "Honolulu",
    "671": "Hagåtña",
    "787": "San Juan",
}
# What the virtual carrier does with NPA-555-00NN (docs/sandbox.md): the demo's inbox fills by itself.
MAGIC = {"0001": "rejected", "0002": "fails", "0008": "says STOP", "0009": "says YES", "0011": "answers"}
SIZE = 500


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


def people() -> Iterator[Person]:
    """Always the same 500."""
    dice = random.Random(500)  # noqa: S311 - people of a demo, no secret
    areas = list(CITIES)
    magic = [(area, last) for area in ("212", "415", "808", "671") for last in MAGIC]
    for number in range(SIZE):
        area, last = magic[number] if number < len(magic) else (dice.choice(areas), f"{1000 + number * 7}")
        yield _person(dice, number, area, last)


def _person(dice: random.Random, number: int, area: str, last: str) -> Person:
    first, family = dice.choice(FIRST), dice.choice(LAST)
    tags = tuple(
        tag for tag, share in (("vip", 0.15), ("webinar", 0.3), ("hot-lead", 0.1)) if dice.random() < share
    )
    return Person(
        phone=f"+1{area}555{last}",
        first_name="" if dice.random() < 0.06 else first,
        last_name=family,
        email=f"{first}.{family}.{number}@example.com".lower()
        .replace("'", "")
        .encode("ascii", "ignore")
        .decode(),
        attributes={"city": CITIES[area], "tier": dice.choice(("gold", "silver", "basic"))},
        tags=tags,
        stage=dice.choice(("new_lead", "new_lead", "contacted", "qualified", "customer")),
        opted_out=last not in MAGIC and dice.random() < 0.025,
    )
