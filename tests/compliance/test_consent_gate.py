"""Whose consent reaches which text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.compliance import actions as compliance
from apps.compliance import many
from apps.compliance.deciding import Told, deciding
from apps.compliance.gates import consent, suppression
from apps.compliance.models import ConsentEvent, Suppression
from apps.compliance.standing import Line, fold
from apps.compliance.statements import Statement
from apps.compliance.verdicts import Refuse
from tests.compliance.candidates import One, rule
from tests.world import CHARLIE, World

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
STRANGER, LONDON, HAIFA = "+12125559001", "+447400123456", "+972501234567"
Kind = ConsentEvent.Kind


def why(world: World, phone: str = STRANGER, kind: str = "marketing") -> str:
    """The gate's reason; "" when it lets the text pass."""
    (verdict,) = consent(world.acme.workspace, [One(phone, kind)], NOW)
    return verdict.reason if isinstance(verdict, Refuse) else ""


def grant(world: World, kind: str, channel: str, phone: str = STRANGER) -> None:
    compliance.grant(world.acme.workspace.pk, [compliance.Grant(phone)], kind, channel=channel)


def test_nobody_is_texted_without_a_record_and_everybody_is_answered(world: World) -> None:
    assert why(world) == why(world, kind="direct") == "There is no record that they asked for texts."
    assert why(world, kind="reply") == why(world, kind="system") == ""


@pytest.mark.parametrize(
    ("phone", "passes"), [(STRANGER, False), (HAIFA, False), (LONDON, True), ("+14165559001", True)]
)
def test_marketing_needs_it_in_writing_where_the_law_wants_it(world: World, phone: str, passes: bool) -> None:
    grant(world, Kind.OPT_IN, "verbal", phone)
    assert (why(world, phone) == "") is passes
    assert why(world, phone, "direct") == ""
    grant(world, Kind.OPT_IN, "paper", phone)
    assert why(world, phone) == ""


def test_who_was_asked_to_confirm_waits_for_their_yes(world: World) -> None:
    acme = world.acme.workspace.pk
    one = [Statement(STRANGER)]
    compliance.ask_consent(acme, one, channel="keyword")
    assert why(world) == "They were asked to confirm and have not."
    compliance.confirm_consent(acme, one, channel="keyword")
    assert why(world) == ""


def test_asking_somebody_again_takes_nothing_from_what_they_agreed_to(world: World) -> None:
    compliance.ask_consent(world.acme.workspace.pk, [Statement(CHARLIE)], channel="keyword")
    assert why(world, CHARLIE) == ""


def test_informational_consent_reaches_no_marketing(world: World) -> None:
    line = Line(STRANGER, "opt_in", "transactional", "web_form", "", None, NOW, 1)
    (standing,) = fold([line]).values()
    assert standing.reaching(marketing=False) and not standing.reaching(marketing=True)


def test_an_undone_import_s_consents_count_no_more_and_others_do(world: World) -> None:
    acme = world.acme.workspace.pk
    about = compliance.attest(acme, compliance.Witness("alice"), "They asked.", about="imp_1")
    both = [compliance.Grant(STRANGER), compliance.Grant(CHARLIE)]
    compliance.grant(acme, both, Kind.IMPORT_ATTESTED, channel="import", attestation=about)
    assert why(world) == ""
    many.take_back(acme, about, [STRANGER, CHARLIE], about="imp_1")
    assert why(world) == "There is no record that they asked for texts."
    assert why(world, CHARLIE) == ""  # he had asked on the web form


def test_a_stop_to_one_sender_stops_that_sender_alone(world: World) -> None:
    acme = world.acme.workspace
    compliance.opt_out(acme.pk, CHARLIE, source="keyword", evidence={}, sender=world.acme.sender)
    here = suppression(acme, [One(CHARLIE, sender=world.acme.sender)], NOW)
    elsewhere = suppression(acme, [One(CHARLIE, sender=world.bobco.sender)], NOW)
    assert (rule(here[0]), rule(elsewhere[0])) == ("opt_out", "")
    assert why(world, CHARLIE) == ""


def test_a_refusal_names_the_suppression(world: World) -> None:
    compliance.opt_out(world.acme.workspace.pk, CHARLIE, source="keyword", evidence={})
    (verdict,) = suppression(world.acme.workspace, [One(CHARLIE)], NOW)
    row = Suppression.objects.of(world.acme.workspace).get()
    assert verdict is not None
    assert dict(verdict.inputs)["suppression"] == row.public_id


KINDS = [Kind.OPT_IN, Kind.OPT_IN_CONFIRMED, Kind.IMPORT_ATTESTED, Kind.OPT_OUT, Kind.IMPORT_UNDONE]


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(["", "+1"]), st.sampled_from([1, 2]))))
def test_the_gate_and_the_pages_agree_on_where_somebody_stands(
    told: list[tuple[ConsentEvent.Kind, str, int]],
) -> None:
    """`standing` knows every grant, `deciding` the one line that decides: a grant stands iff one decides."""
    lines = [
        Line(
            STRANGER,
            kind.value,
            "marketing",
            "web_form",
            sender if kind == Kind.OPT_OUT else "",
            about,
            NOW,
            pk,
        )
        for pk, (kind, sender, about) in enumerate(told)
    ]
    standing = fold(lines).get(STRANGER)
    shown = deciding(Told(one.phone, one.kind, one.sender, one.attestation_id, one.pk) for one in lines)
    granted = STRANGER in shown and shown[STRANGER].kind in ConsentEvent.GRANTS
    assert bool(standing and standing.grants) == granted
