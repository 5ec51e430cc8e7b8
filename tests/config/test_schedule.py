"""Promises of the table of recurring work."""

from apps.common.cluster import table


def test_every_row_names_a_task_and_a_question_that_exist() -> None:
    """load() resolves every dotted name and raises for the first wrong one."""
    assert table.load()


def test_no_two_tasks_share_a_lock() -> None:
    locks = [beat.lock for beat in table.load()]
    assert len(set(locks)) == len(locks)


def test_a_reply_leaves_within_a_second() -> None:
    """Look at most every 0.25 s, and the queue is polled every 0.2 s; the rest is for the send."""
    dispatch = next(beat for beat in table.load() if beat.lock.endswith("dispatch"))
    assert dispatch.every <= 0.25
