"""Tables that the database itself keeps from being changed: triggers, on both databases.

On SQLite a migration that rebuilds a guarded table loses its triggers: call `install` behind it (tests see
them after the last migration).
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Trigger:
    """`deed`: UPDATE, UPDATE OF some columns, or DELETE."""

    name: str
    deed: str
    table: str

    def dropping(self, vendor: str) -> str:
        on = f" ON {self.table}" if vendor == "postgresql" else ""
        return f"DROP TRIGGER IF EXISTS {self.name}{on}"


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """`closed` says in SQL, of the row OLD, when it may be deleted all the same.

    `said` is what the database answers otherwise.
    """

    triggers: tuple[Trigger, ...]
    function: str
    closed: str
    said: str

    def creating(self, vendor: str) -> list[str]:
        """The statements that put the triggers there."""
        return (
            self._on_postgresql()
            if vendor == "postgresql"
            else [self._on_sqlite(one) for one in self.triggers]
        )

    def dropping(self, vendor: str) -> list[str]:
        """The statements that take them away, whether or not they are there."""
        return [one.dropping(vendor) for one in self.triggers]

    def install(self, apps: Any, schema_editor: Any) -> None:
        """For RunPython of a migration."""
        self.uninstall(apps, schema_editor)
        for statement in self.creating(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def uninstall(self, apps: Any, schema_editor: Any) -> None:
        for statement in self.dropping(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def missing(self, connection: Any) -> list[str]:
        """Names of the triggers that are not there."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {THERE[connection.vendor]}")
            there = {name for (name,) in cursor.fetchall()}
        return [one.name for one in self.triggers if one.name not in there]

    def _on_sqlite(self, one: Trigger) -> str:
        unless = f" WHEN NOT {self.closed}" if one.deed == "DELETE" else ""
        return (
            f"CREATE TRIGGER {one.name} BEFORE {one.deed} ON {one.table}{unless} "
            f"BEGIN SELECT RAISE(ABORT, '{self.said}'); END"
        )

    def _on_postgresql(self) -> list[str]:
        refuse = f"""CREATE OR REPLACE FUNCTION {self.function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' AND {self.closed} THEN RETURN OLD; END IF;
    RAISE EXCEPTION '{self.said}' USING ERRCODE = 'integrity_constraint_violation';
END $$"""
        each = f"FOR EACH ROW EXECUTE FUNCTION {self.function}()"
        of = [f"CREATE TRIGGER {one.name} BEFORE {one.deed} ON {one.table} {each}" for one in self.triggers]
        return [refuse, *of]


THERE = {
    "postgresql": "tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    "sqlite": "name FROM sqlite_master WHERE type = 'trigger'",
}
