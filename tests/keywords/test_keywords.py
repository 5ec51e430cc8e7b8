"""Words that people text to us."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from apps.common import clock
from apps.compliance import queries
from apps.compliance.models import ConsentEvent
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.events import diary
from apps.events.models import Event
from apps.keywords import actions, answering
from apps.keywords.actions import Wish
from apps.keywords.models import Keyword, Use
from apps.keywords.refusals import DoesNothing, EndsBeforeItBegins, NoWord, Reserved, WordTaken
from apps.lists.models import ContactList, Membership
from apps.pipeline import actions as pipeline
from apps.pipeline.models import Placement
from apps.senders import actions as senders
from apps.tags.models import Tagging
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.keywords.words import answers, keyword, said_last, says
from tests.messaging.orders import texted
from tests.world import World

pytestmark = pytest.mark.usefixtures("daytime")


@pytest.mark.parametrize(
    "typed",
    [
        "PIZZA",
        "pizza",
        " Pizza! ",
        "“pizza”",
        "pizza please",
        "P I Z Z A",
        "pìzza",
        "pizza pizza",
        "ＰＩＺＺＡ",
    ],
)
def test_people_type_it_in_many_ways(world: World, typed: str) -> None:
    keyword(world.acme)
    says(world.acme, world.charlie, typed)
    assert answers(world.acme, world.charlie) == ["Half price today."]


@pytest.mark.parametrize("typed", ["I love pizza", "pizzas", "no pizza", "what is pizza?", ""])
def test_a_sentence_with_the_word_in_it_is_no_keyword(world: World, typed: str) -> None:
    keyword(world.acme)
    says(world.acme, world.charlie, typed)
    assert answers(world.acme, world.charlie) == []


@pytest.mark.parametrize(
    "word", ["STOP", "stop!", "STPO", "START", "Unstop", "HELP", "Yes", "ARRET", "END", "הסר"]
)
def test_what_the_law_or_the_network_reads_is_reserved(world: World, word: str) -> None:
    with pytest.raises(Reserved, match="reserved"):
        keyword(world.acme, word)


@pytest.mark.parametrize("word", ["", "!!!", "\0", "🍕"])
def test_a_keyword_has_letters_or_digits(world: World, word: str) -> None:
    with pytest.raises(NoWord):
        keyword(world.acme, word)


def test_one_word_once_for_all_and_once_for_each_sender(world: World) -> None:
    keyword(world.acme, "Pizza Club")
    with pytest.raises(WordTaken):
        keyword(world.acme, "PIZZACLUB")
    keyword(world.acme, "pizza club", sender=world.acme.sender, reply="Ours.")
    keyword(world.bobco, "Pizza Club")
    says(world.acme, world.charlie, "pizza club")
    assert answers(world.acme, world.charlie) == ["Ours."]


def test_another_senders_keyword_is_not_heard(world: World) -> None:
    other = senders.add_virtual(world.acme.workspace, "Other line")
    keyword(world.acme, sender=other)
    says(world.acme, world.charlie, "pizza")
    assert answers(world.acme, world.charlie) == []


def test_it_does_all_that_it_says(world: World) -> None:
    place = world.acme.workspace
    members = ContactList.objects.create(workspace=place, name="Members")
    stage = pipeline.stages(place)[2]
    made = keyword(
        world.acme, tags=["hungry", "Hungry ", "night"], into=members, stage=stage, reply="Hi {first_name}"
    )
    says(world.acme, world.charlie, "pizza")
    tags = Tagging.objects.of(place).filter(contact=world.charlie).values_list("tag__name", flat=True)
    assert set(tags) == {"hungry", "night"}
    assert Membership.objects.of(place).get().contact_id == world.charlie.pk
    assert Placement.objects.of(place).get(contact=world.charlie).stage_id == stage.pk
    assert answers(world.acme, world.charlie) == ["Hi Charlie"]
    made.refresh_from_db()
    assert (made.uses, Event.objects.of(place).filter(name="keyword.used").count()) == (1, 1)


def test_a_stranger_joins_and_the_text_is_the_proof(world: World) -> None:
    keyword(world.acme, consent="single")
    stranger = Contact.objects.create(workspace=world.acme.workspace, phone="+14155559876")
    message = says(world.acme, stranger, "Pizza")
    line = ConsentEvent.objects.of(world.acme.workspace).get(phone=stranger.phone)
    assert (line.kind, line.channel, line.evidence["text"]) == ("opt_in", "keyword", "Pizza")
    assert line.evidence["message"] == message.public_id


def test_double_opt_in_asks_and_a_yes_fulfils(world: World) -> None:
    place = world.acme.workspace
    keyword(world.acme, consent="double", tags=["joined"], reply="Welcome!")
    zara = Contact.objects.create(workspace=place, phone="+14155559876")
    says(world.acme, zara, "pizza")
    (question,) = answers(world.acme, zara)
    assert "YES" in question and "STOP" in question
    assert queries.consenting(place.pk, [zara.phone]) == set()
    assert not Tagging.objects.of(place).exists()
    says(world.acme, zara, "Yes!")
    assert queries.consenting(place.pk, [zara.phone]) == {zara.phone}
    assert answers(world.acme, zara) == [question, "Welcome!"]
    assert Tagging.objects.of(place).get().tag.name == "joined"
    assert Use.objects.of(place).get().outcome == "confirmed"
    confirmed = ConsentEvent.objects.of(place).get(phone=zara.phone, kind="opt_in_confirmed")
    assert confirmed.evidence["double_opt_in_message_id"].startswith("msg_")


def test_who_lost_the_question_is_asked_again_and_confirmed_once(world: World) -> None:
    place = world.acme.workspace
    keyword(world.acme, consent="double", reply="Welcome!")
    zara = Contact.objects.create(workspace=place, phone="+14155559876")
    for body in ("pizza", "pizza", "yes"):
        says(world.acme, zara, body)
    assert len(answers(world.acme, zara)) == 3
    assert ConsentEvent.objects.of(place).filter(phone=zara.phone, kind="opt_in_asked").count() == 1
    says(world.acme, zara, "pizza")
    assert answers(world.acme, zara)[3:] == ["Welcome!"]


def test_join_is_an_opt_in_by_itself_and_asks_for_no_yes(world: World) -> None:
    keyword(world.acme, "JOIN", consent="single", reply="You are in.")
    says(world.acme, world.charlie, "join")
    lines = ConsentEvent.objects.of(world.acme.workspace).filter(phone=world.charlie.phone, channel="keyword")
    assert (lines.count(), answers(world.acme, world.charlie)) == (1, ["You are in."])
    with pytest.raises(Reserved):
        keyword(world.acme, "SUBSCRIBE", consent="double")


def test_after_stop_only_a_keyword_that_joins_brings_back(world: World) -> None:
    place = world.acme.workspace
    keyword(world.acme, "PIZZA", consent="none", tags=["x"])
    keyword(world.acme, "CLUB", consent="double")
    keyword(world.acme, "VIP", consent="single", reply="Back again.")
    says(world.acme, world.charlie, "STOP")
    says(world.acme, world.charlie, "pizza")
    says(world.acme, world.charlie, "club")
    assert answers(world.acme, world.charlie) == []
    assert (Tagging.objects.of(place).count(), queries.opted_out(place.pk, [world.charlie.phone])) == (
        0,
        {world.charlie.phone},
    )
    assert set(Use.objects.of(place).values_list("outcome", flat=True)) == {"opted_out"}
    says(world.acme, world.charlie, "vip")
    assert answers(world.acme, world.charlie) == ["Back again."]
    assert not queries.opted_out(place.pk, [world.charlie.phone])
    newest = ConsentEvent.objects.of(place).filter(phone=world.charlie.phone).order_by("-position").first()
    assert newest and (newest.kind, newest.evidence["text"]) == ("re_opt_in", "vip")


def test_a_toll_free_number_opens_for_start_alone(world: World) -> None:
    world.acme.sender.kind = "toll_free"
    world.acme.sender.save()
    keyword(world.acme, consent="single")
    says(world.acme, world.charlie, "STOP")
    says(world.acme, world.charlie, "pizza")
    assert answers(world.acme, world.charlie) == []
    assert queries.opted_out(world.acme.workspace.pk, [world.charlie.phone])


def test_the_same_text_applied_twice_is_answered_once(world: World) -> None:
    made = keyword(world.acme)
    texted(world.acme.sender, world.charlie, "pizza")
    message = said_last(world.acme)
    for _ in range(3):
        found = answering.inbound(world.acme.workspace.pk, message.public_id)
        assert found
        answering.answer(found)
    Event.objects.of(world.acme.workspace).update(awaits_reaction=True)
    diary.react()
    made.refresh_from_db()
    assert (made.uses, len(answers(world.acme, world.charlie))) == (1, 1)


def test_before_its_time_after_it_and_switched_off_it_is_silent(world: World) -> None:
    now = clock.now()
    keyword(world.acme, "SOON", active_from=now + timedelta(hours=1))
    keyword(world.acme, "PAST", active_to=now - timedelta(hours=1))
    keyword(world.acme, "OFF", is_on=False)
    keyword(world.acme, "NOW", active_from=now - timedelta(hours=1), active_to=now + timedelta(hours=1))
    for word in ("soon", "past", "off", "now"):
        says(world.acme, world.charlie, word)
    assert len(answers(world.acme, world.charlie)) == 1


def test_what_cannot_be_is_refused(world: World) -> None:
    now = clock.now()
    with pytest.raises(EndsBeforeItBegins):
        keyword(world.acme, active_from=now, active_to=now)
    with pytest.raises(DoesNothing):
        actions.keep(world.acme.workspace, Wish("PIZZA"))
    assert not Keyword.objects.of(world.acme.workspace).exists()


def test_without_credits_the_rest_holds_and_the_page_says_why(world: World) -> None:
    place = world.acme.workspace
    ledger.grant(place, -1_000, "Empty", kind="adjustment", key="empty")
    keyword(world.acme, tags=["hungry"])
    says(world.acme, world.charlie, "pizza")
    use = Use.objects.of(place).get()
    assert (use.outcome, "credits" in use.note, Tagging.objects.of(place).count()) == ("stopped", True, 1)
    assert ledger.balance(place) == 0


def test_an_answer_that_comes_an_hour_late_is_none(world: World, settings: Settings) -> None:
    keyword(world.acme)
    texted(world.acme.sender, world.charlie, "pizza")
    settings.CLOCK_SHIFT += 2 * 3_600
    diary.react()
    assert answers(world.acme, world.charlie) == []
