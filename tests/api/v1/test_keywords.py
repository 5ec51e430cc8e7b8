"""Keywords over the API: made, changed, used, deleted."""

from apps.keywords.models import Keyword
from apps.lists import actions as lists
from tests.api.keys import Caller
from tests.api.v1.test_messages import error
from tests.keywords.words import keyword, says
from tests.sequences.ways import sequence, wait
from tests.world import World

PIZZA = {"word": "Pizza", "reply": "Two for one.", "tags": ["pizza"]}


def test_a_keyword_answers_and_its_uses_are_listed(world: World, live: Caller) -> None:
    made = live("POST", "/v1/keywords", PIZZA)
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["object"], told["word"], told["active"], told["consent"]) == (
        "keyword",
        "Pizza",
        True,
        "none",
    )
    says(world.acme, world.charlie, "pizza!")
    path = f"/v1/keywords/{told['id']}"
    used = live("GET", f"{path}/uses").json()["data"]
    assert [(use["body"], use["contact_id"]) for use in used] == [("pizza!", world.charlie.public_id)]
    assert live("GET", path).json()["uses"] == 1
    assert [one["id"] for one in live("GET", "/v1/keywords").json()["data"]] == [told["id"]]


def test_what_is_not_named_stays_and_null_empties(world: World, live: Caller) -> None:
    path = f"/v1/keywords/{live('POST', '/v1/keywords', PIZZA).json()['id']}"
    changed = live("POST", path, {"enabled": False, "tags": None}).json()
    assert (changed["enabled"], changed["tags"], changed["reply"]) == (False, [], "Two for one.")
    assert live("DELETE", path).json()["deleted"] is True
    assert not Keyword.objects.of(world.acme.workspace).exists()
    assert live("GET", path).status_code == 404


def test_what_is_wrong_is_named(live: Caller) -> None:
    def at(**body: object) -> tuple[object, ...]:
        return error(live("POST", "/v1/keywords", {"word": "Pizza", "reply": "Yes", **body}))[2:]

    assert at(word="STOP") == ("keyword_reserved", "word")
    assert at(word=None) == ("parameter_missing", "word")
    assert at(reply="") == ("keyword_does_nothing", "reply")
    assert at(consent="maybe") == ("parameter_invalid", "consent")
    assert at(stage="nowhere") == ("parameter_invalid", "stage")
    assert at(reply=5) == ("parameter_invalid", "reply")
    assert at(**{"from": "+19995550000"}) == ("parameter_invalid", "from")
    assert at(active_from="2026-05-02T00:00:00Z", active_to="2026-05-01T00:00:00Z")[1] == "active_to"
    live("POST", "/v1/keywords", PIZZA)
    assert at()[0] == "keyword_exists"


def test_bobs_keywords_are_not_there_for_acme(world: World, live: Caller) -> None:
    """To see, to change, to delete, to count; and acme's may not point at what is Bob's."""
    theirs = keyword(world.bobco, "BOBS", tags=["secret"])
    says(world.bobco, world.bobco.contacts["Zoe"], "bobs")
    path = f"/v1/keywords/{theirs.public_id}"
    for verb, address, body in (
        ("GET", path, None),
        ("POST", path, {"reply": "Mine now."}),
        ("DELETE", path, None),
        ("GET", f"{path}/uses", None),
    ):
        answer = live(verb, address, body)
        assert (answer.status_code, error(answer)[2]) == (404, "resource_missing")
    assert live("GET", "/v1/keywords").json()["data"] == []
    bobs_list = lists.create(world.bobco.workspace, "Bobs")
    assert live("POST", "/v1/keywords", {**PIZZA, "list_id": bobs_list.public_id}).status_code in (400, 404)
    bobs_sequence = sequence(world.bobco, wait("s1"))
    given = {**PIZZA, "sequence_id": bobs_sequence.public_id}
    assert live("POST", "/v1/keywords", given).status_code in (400, 404)
    assert live("POST", "/v1/keywords", {**PIZZA, "from": world.bobco.sender.label}).status_code == 400
    assert not Keyword.objects.of(world.acme.workspace).exists()
    assert Keyword.objects.of(world.bobco.workspace).get().reply == "Half price today."
    assert live("POST", "/v1/keywords", {"word": "BOBS", "reply": "Ours."}).status_code == 201
