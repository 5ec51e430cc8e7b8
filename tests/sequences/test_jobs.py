"""Very many people at once: behind the request, with true counts, whatever is killed and whoever stops it."""

import pytest
from django.db import transaction

from apps.common.cluster import closing
from apps.compliance.actions import Witness
from apps.compliance.models import ConsentEvent
from apps.compliance.queries import consenting as agreed
from apps.contacts.models import Contact
from apps.lists import actions as lists
from apps.lists.models import ContactList
from apps.messaging.models import Message
from apps.sequences import actions as sequences
from apps.sequences import enrolling, hands, publishing
from apps.sequences import tasks as clockwork
from apps.sequences.attested import Named
from apps.sequences.choosing import Chosen
from apps.sequences.enrolling import Enrolled
from apps.sequences.jobs import actions, queries, run, tasks
from apps.sequences.models import Enrolment, Enrolments, Job, Passage, Sequence
from apps.sequences.refusals import BadSpread, HasEnded, JobIsOver, JobNotStopped, NotMapped, NotRunning
from apps.sequences.states import Hand
from apps.tags.models import Tagging
from tests.sequences.ways import ACTOR, fresh, sequence, text, wait
from tests.world import World

MARIA = Witness(ACTOR)
MANY = 25


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten is many, and a chunk is four."""
    monkeypatch.setattr(actions, "AT_ONCE", 10)
    monkeypatch.setattr(run, "CHUNK", 4)


@pytest.fixture
def members(world: World) -> ContactList:
    """A list of 25."""
    place = world.acme.workspace
    rows = [Contact(workspace=place, phone=f"+1212555{4000 + n}", source="manual") for n in range(MANY)]
    Contact.everywhere.bulk_create(rows)
    made = lists.create(place, "Members")
    people = Contact.objects.of(place).filter(phone__gte="+12125554000", phone__lt="+12125554025")
    lists.add(made, list(people.values_list("pk", flat=True)))
    return made


@pytest.fixture
def drip(world: World) -> Sequence:
    return sequence(world.acme, wait("s1"), text("s2"))


def keys(members: ContactList) -> list[int]:
    return list(members.memberships.order_by("contact").values_list("contact", flat=True))


def begun(drip: Sequence, named: Named) -> Job:
    job = actions.enrol(drip, named, MARIA, "hand")
    assert isinstance(job, Job)
    return job


def again(job: Job) -> Job:
    return Job.objects.of(job.workspace_id).get(pk=job.pk)


def enrolled(drip: Sequence) -> int:
    return Enrolment.objects.of(drip.workspace_id).filter(sequence=drip).count()


def some(job: Job, chunks: int) -> None:
    """So many looks at it, as by a worker that was told to close behind them."""
    answers = iter([False] * (chunks + 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(closing, "asked", lambda: next(answers, True))
        run.turn(job, float("inf"))


def test_few_come_in_at_once(drip: Sequence, members: ContactList) -> None:
    assert actions.enrol(drip, Named(keys(members)[:10]), MARIA, "api") == Enrolled(count=10)
    assert not queries.anything_to_do()


def test_a_list_comes_in_behind_the_request(drip: Sequence, members: ContactList) -> None:
    job = begun(drip, Named([], who=members.public_id))
    assert enrolled(drip) == 0 and (job.total, job.percent) == (MANY, 0)
    tasks.advance()
    done = again(job)
    assert (done.state, done.seen, done.enrolled, done.percent) == ("finished", MANY, MANY, 100)
    assert enrolled(drip) == MANY and not queries.anything_to_do()


def test_who_is_named_and_listed_comes_in_once(drip: Sequence, members: ContactList) -> None:
    job = begun(drip, Named(keys(members)[20:], who=members.public_id))
    tasks.advance()
    done = again(job)
    assert (done.seen, done.enrolled, done.on_their_way) == (MANY + 5, MANY, 5)


def test_killed_in_the_middle_it_goes_on_where_it_was(
    drip: Sequence, members: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = begun(drip, Named(keys(members)[:12], who=members.public_id))
    some(job, 4)
    half = again(job)
    assert 0 < half.seen < 37 and half.enrolled + half.on_their_way == half.seen
    assert half.enrolled == enrolled(drip)

    class Killed(BaseException):
        pass

    def dies(*given: object, **more: object) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed), transaction.atomic():
        patch.setattr(Job, "save", dies)
        run.turn(half, float("inf"))
    assert again(job).seen == half.seen and enrolled(drip) == half.enrolled
    tasks.advance()
    assert again(job).state == "finished" and again(job).enrolled == enrolled(drip) == MANY


def test_stopped_it_halts_and_resumed_it_goes_on(drip: Sequence, members: ContactList) -> None:
    job = begun(drip, Named([], who=members.public_id))
    some(job, 1)
    actions.stop(job)
    there = enrolled(drip)
    tasks.advance()
    assert 0 < there < MANY and enrolled(drip) == there
    with pytest.raises(JobIsOver):
        actions.stop(job)
    actions.resume(job)
    tasks.advance()
    assert enrolled(drip) == MANY
    with pytest.raises(JobNotStopped):
        actions.resume(again(job))


def test_two_workers_never_do_a_chunk_twice(drip: Sequence, members: ContactList) -> None:
    job = begun(drip, Named([], who=members.public_id))
    stale = again(job)
    ids = keys(members)[:4]
    assert run._chunk(again(job), ids)
    assert not run._chunk(stale, ids)
    assert again(job).seen == 4


def test_a_paused_sequence_lets_it_wait_and_an_ended_one_ends_it(
    drip: Sequence, members: ContactList
) -> None:
    job = begun(drip, Named([], who=members.public_id))
    sequences.pause(drip, ACTOR)
    assert not queries.anything_to_do()
    sequences.resume(drip, ACTOR)
    hands.end(fresh(drip), ACTOR)
    tasks.advance()
    assert (again(job).state, again(job).problem) == ("failed", "The sequence was ended.")
    assert enrolled(drip) == 0


def test_what_is_refused_at_once_makes_no_job(drip: Sequence, members: ContactList) -> None:
    with pytest.raises(BadSpread):
        begun(drip, Named([], who=members.public_id, per_day=0))
    sequences.pause(drip, ACTOR)
    with pytest.raises(NotRunning):
        begun(drip, Named([], who=members.public_id))
    assert not Job.objects.of(drip.workspace_id).exists()


def test_spread_over_days_each_day_has_its_people(drip: Sequence, members: ContactList) -> None:
    job = begun(drip, Named([], who=members.public_id, per_day=10))
    tasks.advance()
    rows = Enrolment.objects.of(drip.workspace_id).filter(sequence=drip).order_by("pk")
    days = [(at - job.created_at).days for at in rows.values_list("due_at", flat=True)]
    assert days == [0] * 10 + [1] * 10 + [2] * 5


def test_the_statement_and_the_tag_come_with_the_people(drip: Sequence, members: ContactList) -> None:
    begun(drip, Named(keys(members), "They agreed.", tag="drip"))
    tasks.advance()
    place = drip.workspace_id
    assert Tagging.objects.of(place).filter(tag__name="drip").count() == MANY
    phones = list(Contact.objects.of(place).filter(pk__in=keys(members)).values_list("phone", flat=True))
    assert len(agreed(place, phones)) == MANY
    granted = ConsentEvent.objects.of(place).filter(kind=ConsentEvent.Kind.SEND_ATTESTED, phone__in=phones)
    assert granted.values("attestation").distinct().count() == 1


def _second_version(drip: Sequence, mapping: dict[str, str]) -> None:
    sequences.write(drip, steps=[wait("s3", 2), text("s2")])
    publishing.publish(drip, ACTOR, move=True, mapping=mapping)


def test_many_move_to_a_version_behind_the_request(drip: Sequence, members: ContactList) -> None:
    enrolling.enrol(drip, keys(members), source="hand")
    _second_version(drip, {"s1": "s3"})
    people = Enrolment.objects.of(drip.workspace_id).filter(sequence=drip)
    assert people.filter(version__number=2).count() == 0
    job = Job.objects.of(drip.workspace_id).get()
    some(job, 2)
    assert again(job).moved == people.filter(version__number=2).count() > 0
    tasks.advance()
    done = again(job)
    assert (done.state, done.moved, done.seen) == ("finished", MANY, MANY)
    assert people.filter(version__number=2, step="s3").count() == MANY
    assert Passage.objects.of(drip.workspace_id).filter(outcome="moved").count() == MANY


def test_who_ends_meanwhile_is_not_moved_and_a_step_nobody_named_has_a_place(
    drip: Sequence, members: ContactList
) -> None:
    enrolling.enrol(drip, keys(members), source="hand")
    people = Enrolment.objects.of(drip.workspace_id).filter(sequence=drip)
    people.update(step="s2")
    _second_version(drip, {})
    people.filter(contact__in=keys(members)[:3]).update(step="s1")  # nobody was there when it was published
    hands.lay(drip, people.filter(contact__in=keys(members)[20:]), Hand.OUT, ACTOR)
    tasks.advance()
    assert again(Job.objects.of(drip.workspace_id).get()).moved == 20
    assert people.filter(version__number=2, step="s2").count() == 20


def test_a_step_without_a_place_moves_nobody(drip: Sequence, members: ContactList) -> None:
    enrolling.enrol(drip, keys(members), source="hand")
    with pytest.raises(NotMapped):
        _second_version(drip, {})
    assert not Job.objects.of(drip.workspace_id).exists()


def _on_the_way(drip: Sequence, members: ContactList) -> Enrolments:
    enrolling.enrol(drip, keys(members), source="hand")
    return hands.everybody(drip)


def test_few_leave_in_the_request(drip: Sequence, members: ContactList) -> None:
    people = _on_the_way(drip, members)
    people.filter(contact__in=keys(members)[10:]).delete()
    assert actions.end(fresh(drip), ACTOR) == 10
    assert not people.live().exists() and not Job.objects.of(drip.workspace_id).exists()


def test_many_leave_behind_the_request_and_the_sequence_has_ended_at_once(
    drip: Sequence, members: ContactList
) -> None:
    people = _on_the_way(drip, members)
    job = actions.end(fresh(drip), ACTOR)
    assert isinstance(job, Job) and fresh(drip).state == "ended" and people.live().count() == MANY
    some(job, 2)
    assert again(job).handled == MANY - people.live().count() > 0
    tasks.advance()
    done = again(job)
    assert (done.state, done.handled, people.live().count()) == ("finished", MANY, 0)
    assert Passage.objects.of(drip.workspace_id).filter(why="ended").count() == MANY


def test_no_text_of_an_ended_sequence_goes_out_while_its_people_leave(
    world: World, members: ContactList
) -> None:
    drip = sequence(world.acme, text("s1"))
    begun(drip, Named(keys(members), "They agreed."))
    tasks.advance()
    clockwork.advance()
    texts = Message.objects.of(drip.workspace_id).filter(contact__in=keys(members))
    assert texts.filter(state="queued").count() == MANY
    job = actions.end(fresh(drip), ACTOR)
    lane = fresh(drip).lane
    assert isinstance(job, Job) and lane and lane.paused
    tasks.advance()
    assert set(texts.values_list("state", "error_code")) == {("canceled", "left_sequence")}


def test_only_those_who_were_chosen_are_taken_out(drip: Sequence, members: ContactList) -> None:
    people = _on_the_way(drip, members)
    people.filter(contact__in=keys(members)[:5]).update(state="stuck")
    job = actions.lay(drip, Chosen(place="live"), Hand.OUT, ACTOR)
    assert isinstance(job, Job) and job.total == MANY - 5
    tasks.advance()
    assert again(job).handled == MANY - 5
    assert people.filter(state="stuck").count() == people.live().count() == 5
    assert actions.lay(drip, Chosen(place="stuck"), Hand.RETRY, ACTOR) == 5


def test_who_went_on_meanwhile_is_left_as_they_are(drip: Sequence, members: ContactList) -> None:
    people = _on_the_way(drip, members)
    people.update(state="stuck")
    job = actions.lay(drip, Chosen(), Hand.SKIP, ACTOR)
    assert isinstance(job, Job)
    hands.lay(drip, people.filter(contact__in=keys(members)[:7]), Hand.OUT, ACTOR)
    tasks.advance()
    assert (again(job).state, again(job).handled) == ("finished", MANY - 7)


def test_an_ended_sequence_ends_once(drip: Sequence, members: ContactList) -> None:
    _on_the_way(drip, members)
    actions.end(fresh(drip), ACTOR)
    with pytest.raises(HasEnded):
        actions.end(fresh(drip), ACTOR)
    assert Job.objects.of(drip.workspace_id).count() == 1
