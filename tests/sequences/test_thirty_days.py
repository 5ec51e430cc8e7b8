"""Thirty days of a sequence with everything in it, on a moved clock: what every promise looks like together.

From the 20th of October to the 20th of November 2026: the clocks of the US go back on the 1st of November.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apps.common import clock
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.messaging.models import Message
from apps.messaging.proof import prove
from apps.sequences import hands
from apps.sequences.models import Enrolment, Sequence
from apps.sequences.states import EnrolmentState as State
from apps.sequences.states import Hand
from apps.tags import actions as tags
from tests.messaging.orders import texted
from tests.sequences.ways import (
    ACTOR,
    enrol,
    of,
    pass_time,
    republish,
    sequence,
    set_to,
    story,
    text,
    texts,
    tick,
    wait,
)
from tests.world import World, consenting

START = datetime(2026, 10, 20, 15, 0, tzinfo=UTC)  # a Tuesday, 11:00 in New York, 8:00 in San Francisco
NEW_YORK = ZoneInfo("America/New_York")
WINDOW = {"weekdays": [0, 1, 2, 3, 4], "start": "09:00", "end": "18:00"}


def course(bought: int, vip: str) -> list[dict[str, object]]:
    is_customer = {"include": {"tags": [bought]}}
    return [
        text("s1", "Welcome, {first_name}"),
        wait("s2", 7),
        {
            "id": "s3",
            "kind": "if_audience",
            "audience": is_customer,
            "yes": [text("s4", "Thank you for buying"), {"id": "s5", "kind": "tag", "tag": vip}],
            "no": [text("s6", "10% off, {nickname|friend}"), wait("s7", 2), text("s8", "Last call")],
        },
        {"id": "s9", "kind": "wait_until", "weekdays": [0], "at": "09:30"},
        text("s10", "{nickname}, how do you like it?"),
        wait("s11", 2, "weeks"),
        text("s12", "A month together"),
    ]


def day(message: Message) -> str:
    assert message.sent_at is not None
    return f"{message.sent_at.astimezone(NEW_YORK):%m-%d %H:%M}"


def days(person: Contact) -> list[str]:
    return [f"{day(one)} {one.body}" for one in texts(person) if one.kind == "marketing"]


def people(made: Sequence) -> "Enrolment":
    return Enrolment.objects.of(made.workspace_id).filter(sequence=made)  # type: ignore[return-value]


def test_thirty_days(world: World) -> None:
    acme = world.acme.workspace
    set_to(START)
    bought = tags.named(acme, ["bought"])["bought"]
    vip = tags.named(acme, ["vip"])["vip"]
    ida, jim = consenting(acme, "Ida", "+12125552010"), consenting(acme, "Jim", "+12125552011")
    for person in (world.dana, ida, jim):
        contacts.update(person, {"attributes": {"nickname": person.first_name[:2]}})
    made = sequence(world.acme, *course(bought.pk, vip.public_id), window=WINDOW)
    everybody = (world.dana, world.erin, world.charlie, ida, jim)
    assert enrol(made, *everybody).count == 5

    tick()
    assert days(world.dana) == ["10-20 11:00 Welcome, Dana"]
    assert days(world.charlie) == []  # eight o'clock in San Francisco: the window opens at nine
    pass_time(hours=2)
    assert [one.split()[1] for one in days(world.charlie)] == ["12:00"]

    pass_time(days=3)
    texted(world.acme.sender, jim, "Who is this?")  # a reply is the end
    pass_time(days=1)
    tags.add(ida, ["bought"])  # the branch
    pass_time(days=5)
    assert of(made, jim).why == "replied"
    assert days(ida)[1:] == ["10-27 11:00 Thank you for buying"]
    assert tags.add(ida, ["vip"]) == []
    assert days(world.dana)[1:] == ["10-27 11:00 10% off, Da", "10-29 11:00 Last call"]
    texted(world.acme.sender, world.charlie, "STOP")  # in the middle

    # A new version before Monday: the last text says something else, and everybody is moved.
    steps = course(bought.pk, vip.public_id)
    steps[-1] = text("s12", "A month together, {first_name}")
    republish(made, *steps, move=True)
    pass_time(days=5)
    assert of(made, world.charlie).why == "opted_out"
    assert [one.body for one in texts(world.charlie)][-1].startswith("Acme: you are unsubscribed")

    # Monday the 2nd at 9:30 by the clocks that went back the night before.
    assert days(world.dana)[3:] == ["11-02 09:30 Da, how do you like it?"]
    # Erin's is at 9:30 in Chicago, and without a nickname.
    assert days(world.erin)[3:] == ["11-02 10:30 how do you like it?"]

    pass_time(days=17)
    assert days(world.dana)[4:] == ["11-16 09:30 A month together, Dana"]
    assert clock.now() - START > timedelta(days=30)
    stuck = people(made).filter(state=State.STUCK)  # type: ignore[attr-defined]
    assert not stuck.exists()
    assert of(made, world.dana).state == of(made, ida).state == State.COMPLETED
    assert story(of(made, ida))[:5] == [
        ("s1", "texted"),
        ("s2", "waited"),
        ("s3", "yes"),
        ("s4", "texted"),
        ("s5", "done"),
    ]
    for person in everybody:
        bodies = [one.body for one in texts(person)]
        assert len(bodies) == len(set(bodies))  # nobody was told anything twice
    assert prove(acme).differences == {}


def test_thirty_days_with_somebody_stuck_and_helped(world: World) -> None:
    set_to(START)
    made = sequence(world.acme, text("s1"), wait("s2", 10), text("s3", "{code}"), wait("s4", 20), text("s5"))
    enrol(made, world.dana, world.erin)
    contacts.update(world.erin, {"attributes": {"code": "E-1"}})
    pass_time(days=12)
    assert of(made, world.dana).state == State.STUCK
    assert of(made, world.erin).state == State.WAITING
    contacts.update(world.dana, {"attributes": {"code": "D-1"}})
    assert hands.lay(made, people(made), Hand.RETRY, ACTOR) == 1  # type: ignore[arg-type]
    pass_time(days=19)
    assert [one.body for one in texts(world.dana)] == ["Hi Dana", "D-1"]
    assert [one.body for one in texts(world.erin)] == ["Hi Erin", "E-1", "Hi Erin"]
    pass_time(days=2)
    assert of(made, world.dana).state == State.COMPLETED
