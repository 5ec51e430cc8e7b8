"""The builder as it was posted, and what its buttons do to it."""

from django.http import QueryDict

from apps.audiences.filters.bounds import MOST_CONDITIONS, MOST_IDS
from apps.audiences.filters.fields import ATTRIBUTE, FIELDS, TYPES
from apps.dashboard.segments.rows import KINDS, Block, Row, fresh

FARTHEST = 999  # keys of rows and groups; a page that was pressed a thousand times begins again


def read(data: QueryDict) -> Block:
    """Parts in the order in which they stood; what makes no sense is left out."""
    return _block(data, "", depth=0)


def _block(data: QueryDict, key: str, depth: int) -> Block:
    kind = data.get(f"kind-{key}", "all")
    block = Block(key, kind if kind in KINDS and (depth or kind in ("all", "any")) else "all")
    for named in data.getlist(f"part-{key}")[:MOST_CONDITIONS]:
        sort, part = named[:1], named[1:]
        if not part.isdecimal() or len(part) > 3:
            continue
        if sort == "g" and not depth:
            block.parts.append(_block(data, part, depth + 1))
        elif sort == "r" and (row := _row(data, part)):
            block.parts.append(row)
    return block


def _row(data: QueryDict, key: str) -> Row | None:
    field, kind = data.get(f"field-{key}", ""), data.get(f"as-{key}", "")
    if field not in FIELDS and not (field == ATTRIBUTE and kind in TYPES):
        return None
    return Row(
        key,
        field,
        kind if field == ATTRIBUTE else "",
        data.get(f"op-{key}", ""),
        data.get(f"name-{key}", "").strip(),
        data.get(f"value-{key}", "").strip(),
        data.get(f"days-{key}", "").strip(),
        data.getlist(f"ids-{key}")[: MOST_IDS + 1],
        data.getlist(f"kinds-{key}")[:MOST_IDS],
    )


def press(block: Block, data: QueryDict) -> None:
    """What the button `do` says: add:<group>, group, drop:<r or g and key>."""
    verb, _, target = data.get("do", "").partition(":")
    key = _next_key(block)
    if verb == "add":
        group = block if not target else next((one for one in _blocks(block) if one.key == target), None)
        row = fresh(key, data.get(f"new-{target}", ""))
        if group and row and len(list(block.rows())) < MOST_CONDITIONS:
            group.parts.append(row)
    elif verb == "group":
        block.parts.append(Block(key, "any"))
    elif verb == "drop":
        _drop(block, target)


def _blocks(block: Block) -> list[Block]:
    return [part for part in block.parts if isinstance(part, Block)]


def _drop(block: Block, target: str) -> None:
    for one in (block, *_blocks(block)):
        one.parts = [part for part in one.parts if _name(part) != target]


def _name(part: Row | Block) -> str:
    return f"{'r' if isinstance(part, Row) else 'g'}{part.key}"


def _next_key(block: Block) -> str:
    keys = [int(row.key) for row in block.rows()] + [int(one.key) for one in _blocks(block)]
    return str(min(max(keys, default=0) + 1, FARTHEST))
