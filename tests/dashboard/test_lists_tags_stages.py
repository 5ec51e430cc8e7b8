"""Ways to describe people: lists, tags, stages."""

from django.test import Client

from apps.contacts.models import Contact
from apps.lists import actions as lists
from apps.lists.models import ContactList
from apps.pipeline import actions as pipeline
from apps.tags import actions as tags
from apps.tags.models import Tag
from tests.world import World


def test_maria_makes_a_list_and_a_second_of_its_name_is_refused(maria: Client, world: World) -> None:
    answer = maria.post("/dashboard/lists/new", {"name": "  Poetry   evenings "})
    made = ContactList.objects.of(world.acme.workspace).get()
    assert made.name == "Poetry evenings"
    assert answer.headers["Location"] == f"/dashboard/lists/{made.public_id}"
    again = maria.post("/dashboard/lists/new", {"name": "Poetry evenings"}).content.decode()
    assert "There is a list of this name." in again and 'value="Poetry evenings"' in again
    assert ContactList.objects.of(world.acme.workspace).count() == 1
    assert "Give it a name." in maria.post("/dashboard/lists/new", {"name": " "}).content.decode()


def test_a_list_shows_its_members_and_how_many(maria: Client, world: World) -> None:
    members = lists.create(world.acme.workspace, "Members")
    lists.add(members, [world.charlie.pk, world.dana.pk])
    page = maria.get(f"/dashboard/lists/{members.public_id}").content.decode()
    assert "2 on this list" in page and "Charlie" in page and "Erin" not in page
    found = maria.get(f"/dashboard/lists/{members.public_id}?q=dan").content.decode()
    assert "Dana" in found and "Charlie" not in found
    assert ">2</td>" in maria.get("/dashboard/lists").content.decode()


def test_maria_renames_takes_off_and_deletes_and_nobody_is_lost(maria: Client, world: World) -> None:
    members = lists.create(world.acme.workspace, "Members")
    lists.create(world.acme.workspace, "Taken")
    lists.add(members, [world.charlie.pk])
    at = f"/dashboard/lists/{members.public_id}"
    assert "There is a list of this name." in maria.post(f"{at}/rename", {"name": "Taken"}).content.decode()
    maria.post(f"{at}/rename", {"name": "Regulars"})
    members.refresh_from_db()
    assert members.name == "Regulars"
    maria.post(f"{at}/remove", {"contact": world.charlie.public_id})
    assert not members.memberships.exists()
    assert "Delete the list" in maria.get(f"{at}/delete").content.decode()
    maria.post(f"{at}/delete")
    assert not ContactList.objects.of(world.acme.workspace).filter(name="Regulars").exists()
    assert Contact.objects.of(world.acme.workspace).count() == 3


def test_a_synced_list_keeps_its_members_from_hands(maria: Client, world: World) -> None:
    synced = ContactList.objects.create(workspace=world.acme.workspace, name="Shop", kind="synced")
    ticked = {"verb": "list", "list": synced.public_id, "contact": [world.charlie.public_id]}
    assert maria.post("/dashboard/contacts/bulk", ticked).status_code == 404
    at = f"/dashboard/contacts/{world.charlie.public_id}/lists"
    answer = maria.post(at, {"list": synced.public_id}, follow=True)
    assert "filled by its source" in answer.content.decode()
    assert not synced.memberships.exists()


def tag(world: World, name: str) -> Tag:
    return tags.named(world.acme.workspace, [name])[name]


def test_tags_are_counted_and_lead_to_their_people(maria: Client, world: World) -> None:
    tags.add(world.charlie, ["vip"])
    tags.add(world.dana, ["vip"])
    page = maria.get("/dashboard/tags").content.decode()
    assert ">2</td>" in page and f"?tag={tag(world, 'vip').public_id}" in page
    maria.post("/dashboard/tags/new", {"name": "New one"})
    maria.post("/dashboard/tags/new", {"name": "new ONE"})
    assert Tag.objects.of(world.acme.workspace).count() == 2


def test_a_tag_gets_a_new_name_unless_another_has_it(maria: Client, world: World) -> None:
    tag(world, "gold")
    at = f"/dashboard/tags/{tag(world, 'vip').public_id}"
    assert "Merge the two instead." in maria.post(at, {"name": "GOLD"}).content.decode()
    maria.post(at, {"name": "VIP"})
    assert set(Tag.objects.of(world.acme.workspace).values_list("name", flat=True)) == {"gold", "VIP"}


def test_two_tags_become_one_and_nobody_wears_it_twice(maria: Client, world: World) -> None:
    tags.add(world.charlie, ["vip", "gold"])
    tags.add(world.dana, ["vip"])
    maria.post(f"/dashboard/tags/{tag(world, 'vip').public_id}/merge", {"into": tag(world, "gold").public_id})
    assert [one.tag.name for one in world.charlie.taggings.all()] == ["gold"]
    assert [one.tag.name for one in world.dana.taggings.all()] == ["gold"]
    assert not Tag.objects.of(world.acme.workspace).filter(name="vip").exists()


def test_a_tag_is_not_merged_with_itself_or_with_a_strangers(maria: Client, world: World) -> None:
    vip = tag(world, "vip")
    theirs = tags.named(world.bobco.workspace, ["vip"])["vip"]
    maria.post(f"/dashboard/tags/{vip.public_id}/merge", {"into": vip.public_id})
    assert Tag.objects.of(world.acme.workspace).filter(pk=vip.pk).exists()
    assert maria.post(f"/dashboard/tags/{vip.public_id}/merge", {"into": theirs.public_id}).status_code == 404


def test_deleting_a_tag_keeps_its_people(maria: Client, world: World) -> None:
    tags.add(world.charlie, ["vip"])
    maria.post(f"/dashboard/tags/{tag(world, 'vip').public_id}/delete")
    assert not world.charlie.taggings.exists()
    assert Contact.objects.of(world.acme.workspace).count() == 3


def keys(world: World) -> list[str]:
    return [stage.key for stage in pipeline.stages(world.acme.workspace)]


def test_stages_are_added_renamed_and_put_in_order(maria: Client, world: World) -> None:
    maria.get("/dashboard/stages")
    assert keys(world) == ["new_lead", "contacted", "qualified", "customer"]
    maria.post("/dashboard/stages/new", {"name": "VIP Customer"})
    last = pipeline.stages(world.acme.workspace)[-1]
    assert (last.key, last.name) == ("vip_customer", "VIP Customer")
    maria.post(f"/dashboard/stages/{last.public_id}", {"name": "Best friends"})
    maria.post(f"/dashboard/stages/{last.public_id}/shift", {"way": "up"})
    assert keys(world) == ["new_lead", "contacted", "qualified", "vip_customer", "customer"]
    maria.post(f"/dashboard/stages/{last.public_id}/shift", {"way": "down"})
    maria.post(f"/dashboard/stages/{last.public_id}/shift", {"way": "down"})
    assert keys(world)[-1] == "vip_customer"
    assert "Best friends" in maria.get("/dashboard/stages").content.decode()


def test_a_stage_needs_a_name_of_its_own(maria: Client, world: World) -> None:
    assert (
        "There is a stage of this name."
        in maria.post("/dashboard/stages/new", {"name": "New-Lead"}).content.decode()
    )
    assert "letters or digits" in maria.post("/dashboard/stages/new", {"name": "!!!"}).content.decode()
    assert len(keys(world)) == 4
