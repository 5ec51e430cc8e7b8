"""The database itself refuses to change or delete what was written to the ledger, and the statements in it.

Triggers, on both databases. Two ways remain: a workspace that is removed as a whole leaves a Closure, and
then its lines may go; and a statement forgets its author's account (the name stands in the statement).
On SQLite a migration that rebuilds one of these tables loses its triggers: call `install` behind it
(tests/compliance/test_append_only.py sees them after the last migration).
"""

from typing import Any

LEDGER, STATEMENTS = "compliance_consentevent", "compliance_attestation"
CLOSED = "EXISTS (SELECT 1 FROM compliance_closure WHERE workspace_pk = OLD.workspace_id)"
KEPT = "workspace_id, public_id, attested_as, wording, source, about, ip, file_sha256, at"
NO = "The consent ledger is append-only"

NAMES = ("ledger_no_update", "ledger_no_delete", "statement_no_update", "statement_no_delete")
_ON = (
    f"UPDATE ON {LEDGER}",
    f"DELETE ON {LEDGER}",
    f"UPDATE OF {KEPT} ON {STATEMENTS}",
    f"DELETE ON {STATEMENTS}",
)

_SQLITE = [
    f"CREATE TRIGGER {name} BEFORE {what}"
    f"{f' WHEN NOT {CLOSED}' if what.startswith('DELETE') else ''} BEGIN SELECT RAISE(ABORT, '{NO}'); END"
    for name, what in zip(NAMES, _ON, strict=True)
]
_POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION compliance_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' AND {CLOSED} THEN RETURN OLD; END IF;
    RAISE EXCEPTION '{NO}' USING ERRCODE = 'integrity_constraint_violation';
END $$""",
    *(
        f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW EXECUTE FUNCTION compliance_append_only()"
        for name, what in zip(NAMES, _ON, strict=True)
    ),
]


def creating(vendor: str) -> list[str]:
    """The statements that put the triggers there."""
    return _POSTGRESQL if vendor == "postgresql" else _SQLITE


def dropping(vendor: str) -> list[str]:
    """The statements that take them away, whether or not they are there."""
    table = (LEDGER, LEDGER, STATEMENTS, STATEMENTS)
    where = [f" ON {one}" if vendor == "postgresql" else "" for one in table]
    return [f"DROP TRIGGER IF EXISTS {name}{on}" for name, on in zip(NAMES, where, strict=True)]


def install(apps: Any, schema_editor: Any) -> None:
    """For RunPython of a migration."""
    vendor = schema_editor.connection.vendor
    for statement in (*dropping(vendor), *creating(vendor)):
        schema_editor.execute(statement)


def uninstall(apps: Any, schema_editor: Any) -> None:
    for statement in dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def missing(connection: Any) -> list[str]:
    """Names of the triggers that are not there."""
    of = {
        "postgresql": "tgname FROM pg_trigger WHERE tgenabled <> 'D'",
        "sqlite": "name FROM sqlite_master WHERE type = 'trigger'",
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {of[connection.vendor]}")
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in NAMES if name not in there]
