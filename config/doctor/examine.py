"""All questions, in the order in which they are asked."""

from collections.abc import Callable, Iterator

from config.doctor import carriers, database, disk, network, safety, stuck, telling
from config.doctor.findings import Finding, Grade, wrong

# Without a database that is there and migrated the questions after these cannot be asked.
FIRST: tuple[Callable[[], Finding], ...] = (database.reachable, database.migrated)
THEN: tuple[Callable[[], Finding], ...] = (
    database.suitable,
    disk.data_dir,
    disk.space,
    disk.static_files,
    network.redis,
    network.worker,
    network.virtual_carrier,
    carriers.credentials,
    carriers.resting,
    safety.start_up_checks,
    safety.secret_key,
    safety.debug,
    safety.hosts,
    safety.clock,
    stuck.leases,
    stuck.lag,
    stuck.callbacks,
    stuck.unsure,
    stuck.overdue_reviews,
    telling.silent,
)
# What the front page of the admin asks each time it is opened: each answers at once, whatever there is.
AT_A_GLANCE: tuple[Callable[[], Finding], ...] = (
    disk.space,
    network.worker,
    carriers.credentials,
    carriers.resting,
    safety.debug,
    safety.hosts,
    safety.clock,
    stuck.leases,
    stuck.lag,
    stuck.callbacks,
    stuck.unsure,
    stuck.overdue_reviews,
    telling.silent,
)


def examine() -> Iterator[Finding]:
    """Ask everything that can be asked. A question never raises: what it could not find out is wrong."""
    for question in FIRST:
        finding = question()
        yield finding
        if finding.grade is Grade.WRONG:
            yield wrong("rest", "Not looked at: the database comes first.", "Mend the above, then ask again.")
            return
    for question in THEN:
        yield question()
