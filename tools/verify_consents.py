#!/usr/bin/env python3
"""Verify an export of a consent ledger, or the evidence for one number as JSON, without Sendwell.

    python3 verify_consents.py FILE [--anchor LINES:HEAD]

The file is JSON lines, as the page Compliance and `manage.py export_consents` write them; "-" is standard
input. --anchor (may be repeated) is an anchor that was noted before: it must still be a place of the chain.
Exit status 0: every line follows from the one before, up to the head. 1: not; the first place is told.
2: this is no such file. Nothing but Python 3.8 is needed. The form: docs/consent-ledger.md.
"""

import argparse
import json
import sys
from hashlib import sha256

FORMAT, PACK = "sendwell-consents/1", "sendwell-evidence/1"
GENESIS = "0" * 64


class Broken(Exception):
    """The chain does not hold."""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--anchor", action="append", default=[], metavar="LINES:HEAD")
    options = parser.parse_args()
    try:
        anchors = dict(read_anchor(text) for text in options.anchor)
        with open_file(options.file) as file:
            said = verify_any(file, anchors)
    except Broken as broken:
        print(f"BROKEN: {broken}")
        return 1
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"This cannot be read: {error}", file=sys.stderr)
        return 2
    print(f"OK: {said}")
    return 0


def open_file(path):
    return open(0 if path == "-" else path, encoding="utf-8", newline="\n", closefd=path != "-")


def read_anchor(text):
    lines, colon, head = text.partition(":")
    if not (colon and lines.isdecimal() and len(head) == 64):
        raise ValueError(f"{text!r} is no anchor: LINES:HEAD, as the page shows it")
    return int(lines), head.lower()


def verify_any(file, anchors):
    """Answers what holds. An export has its anchor on the first line; a pack begins with a lone brace."""
    first = file.readline()
    if first.strip() == "{":
        return verify_pack(read(first + file.read(), "the file"), anchors)
    count, head = verify(read(first, "the first line"), file, anchors)
    return f"{count:,} lines, head {head}"


def verify_pack(pack, anchors):
    """The lines about one number, and their places in the chain as far as the pack proves them."""
    if pack.get("format") != PACK:
        raise ValueError(f"it does not say {PACK}")
    lines = {line["position"]: line for line in [*pack["consents"], *pack["statements"]]}
    for position, line in sorted(lines.items()):
        follow(dict(line), pack["org"], position, line.get("prev_hash"))
    about = f"{len(lines):,} lines about {pack['phone_e164']} are as they were hashed"
    if not pack["path"]:
        return f"{about}; their places are proven by the whole export alone"
    head = walk(lines, pack["path"], anchors)
    if (head, pack["path"]["from"] + len(pack["path"]["digests"]) - 1) != tuple(
        pack["ledger"][name] for name in ("head", "lines")
    ):
        raise Broken("the path does not lead to the head that the pack names")
    return f"{about}, in their places of {pack['ledger']['lines']:,} lines, head {head}"


def walk(lines, path, anchors):
    """Fold the digests from the first line on; answers the last hash."""
    previous = lines[path["from"]]["prev_hash"]
    for position, digest in enumerate(path["digests"], path["from"]):
        found = sha256(bytes.fromhex(previous) + bytes.fromhex(digest)).hexdigest()
        line = lines.get(position, {"prev_hash": previous, "row_hash": found})
        if (line["prev_hash"], line["row_hash"]) != (previous, found):
            raise Broken(f"line {position:,} ({line.get('id')}): it does not stand in this place")
        check_anchor(anchors, position, found)
        previous = found
    return previous


def verify(stated, file, anchors):
    """Walk the lines; answers how many and the head. Raises Broken at the first place that does not hold."""
    if stated.get("format") != FORMAT:
        raise ValueError(f"its first line does not say {FORMAT}")
    if missing := [name for name in ("org", "lines", "head") if name not in stated]:
        raise ValueError(f"its first line does not say {missing[0]}")
    count, previous = 0, GENESIS
    check_anchor(anchors, count, previous)
    for count, text in enumerate(file, 1):
        previous = follow(read(text, f"line {count}"), stated["org"], count, previous)
        check_anchor(anchors, count, previous)
    if count != stated["lines"]:
        raise Broken(f"it ends behind line {count:,}, and {stated['lines']:,} were exported")
    if previous != stated["head"]:
        raise Broken(f"line {count:,}: its hash is not the head that the export names")
    if behind := [lines for lines in anchors if lines > count]:
        raise Broken(f"it had {max(behind):,} lines when the anchor was noted, and has {count:,}")
    return count, previous


def read(text, where):
    try:
        found = json.loads(text)
    except ValueError as error:
        raise ValueError(f"{where} is no JSON ({error})") from error
    if not isinstance(found, dict):
        raise ValueError(f"{where} is no JSON object")
    return found


def follow(line, org, position, previous):
    """The line's hash, when it stands where it says, in this ledger, behind that hash."""
    where = f"line {position:,} ({line.get('id')}, {line.get('phone_e164')})"
    stated = line.pop("row_hash", None)
    if line.get("position") != position:
        raise Broken(f"{where}: it says that it is line {line.get('position')}: one is missing or was put in")
    if line.get("org") != org:
        raise Broken(f"{where}: it belongs to {line.get('org')}")
    if line.pop("prev_hash", None) != previous:
        raise Broken(f"{where}: prev_hash is not the hash of the line before")
    found = row_hash(line, previous)
    if stated != found:
        raise Broken(f"{where}: its content is not what was hashed: row_hash is {stated}, computed {found}")
    return found


def row_hash(record, previous):
    """SHA-256 over the previous hash and the digest of the canonical text."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = sha256(text.encode("utf-8")).digest()
    return sha256(bytes.fromhex(previous) + digest).hexdigest()


def check_anchor(anchors, count, head):
    if anchors.get(count, head) != head:
        raise Broken(f"line {count:,}: when the anchor was noted its hash was {anchors[count]}")


if __name__ == "__main__":
    sys.exit(main())
