"""The database itself refuses to change or delete a line of the audit log.

Triggers on both databases, as of the consent ledger (compliance/append_only.py), and with the same one way
out: a workspace that is removed as a whole leaves a Closure, and then its lines may go. On SQLite a migration
that rebuilds the table loses its triggers: call `install` behind it (a test sees them after the last one).
"""

from typing import Any

TABLE = "accounts_auditentry"
CLOSED = "EXISTS (SELECT 1 FROM compliance_closure WHERE workspace_pk = OLD.workspace_id)"
NO = "The audit log is append-only"
NAMES = ("audit_no_update", "audit_no_delete")
_DEEDS = ("UPDATE", "DELETE")

_SQLITE = [
    f"CREATE TRIGGER {name} BEFORE {deed} ON {TABLE}"
    f"{f' WHEN NOT {CLOSED}' if deed == 'DELETE' else ''} BEGIN SELECT RAISE(ABORT, '{NO}'); END"
    for name, deed in zip(NAMES, _DEEDS, strict=True)
]
_POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION accounts_audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' AND {CLOSED} THEN RETURN OLD; END IF;
    RAISE EXCEPTION '{NO}' USING ERRCODE = 'integrity_constraint_violation';
END $$""",
    *(
        f"CREATE TRIGGER {name} BEFORE {deed} ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION accounts_audit_append_only()"
        for name, deed in zip(NAMES, _DEEDS, strict=True)
    ),
]


def creating(vendor: str) -> list[str]:
    """The statements that put the triggers there."""
    return _POSTGRESQL if vendor == "postgresql" else _SQLITE


def dropping(vendor: str) -> list[str]:
    """The statements that take them away, whether or not they are there."""
    where = f" ON {TABLE}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {name}{where}" for name in NAMES]


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
