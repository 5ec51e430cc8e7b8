"""Who is to be enrolled: contacts by id, or everybody of a list, a tag or a stage."""

from apps.accounts.models import Workspace
from apps.api.kernel import arguments
from apps.api.kernel.refusals import BadArgument, MissingArgument
from apps.api.v1.read import asked, lists
from apps.pipeline.actions import key_of
from apps.pipeline.models import Stage
from apps.sequences.attested import Named
from apps.tags.actions import named_there
from apps.tags.models import Tag

GROUPS = ("list_id", "tag", "stage")


def named(workspace: Workspace, body: asked.Body) -> Named:
    """Raises MissingArgument when nobody is named, BadArgument for two groups or one that is not there."""
    groups = {name: given for name in GROUPS if (given := arguments.text(body, name))}
    if len(groups) > 1:
        raise BadArgument("Name one of list_id, tag and stage.", field=list(groups)[1])
    if not groups and "contact_ids" not in body:
        raise MissingArgument(field="contact_ids")
    ids = lists.contact_ids(workspace, body) if "contact_ids" in body or not groups else []
    who = next((_group(workspace, name, given) for name, given in groups.items()), "")
    return Named(ids, who=who, per_day=arguments.whole(body, "per_day"))


def _group(workspace: Workspace, name: str, given: str) -> str:
    """Public id of what the words name; nothing is made."""
    if name == "list_id":
        return str(lists.one(workspace, given).public_id)
    found: Tag | Stage | None
    if name == "tag":
        found = named_there(workspace, [given.strip()]).get(given.strip())
    else:
        found = Stage.objects.of(workspace).filter(key=key_of(given)).first()
    if found is None:
        raise BadArgument(f"There is no {name} '{given[:60]}'.", field=name)
    return str(found.public_id)
