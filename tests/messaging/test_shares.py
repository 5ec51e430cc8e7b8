"""shares(): a reply is never kept waiting by a campaign, and one workspace's campaign never by another's."""

from collections import Counter

import pytest

from apps.carriers.models import CarrierAccount
from apps.messaging.shares import RESERVE, RESERVE_OF_ACCOUNT, Room, shares
from apps.messaging.streams import Stream
from apps.senders.models import Sender

REPLY, DIRECT, CAMPAIGN = 0, 1, 5


def stream(lane: int, workspace: int = 1, account: int = 1, priority: int = CAMPAIGN) -> Stream:
    sender = Sender(pk=account, workspace_id=workspace, carrier=CarrierAccount(pk=account))
    return Stream(lane, sender, priority)


def given(streams: list[Stream], room: Room, turn: int = 0) -> Counter[int]:
    """Lane → texts."""
    return Counter({one.lane_id or 0: most for one, most in shares(streams, room, turn)})


def test_two_workspaces_share_alike_however_many_campaigns_each_has() -> None:
    streams = [stream(1, workspace=1), *(stream(10 + n, workspace=2) for n in range(4))]
    found = given(streams, Room(800 + RESERVE, {1: 10_000}))
    assert found[1] == 432 and sum(found[10 + n] for n in range(4)) == 800 - 432


def test_campaigns_leave_the_reserve_to_replies() -> None:
    room = Room(200 + RESERVE, {1: 1_000})
    assert sum(given([stream(1)], room).values()) == 200
    assert given([stream(2, priority=REPLY)], room) == {2: RESERVE}


def test_an_account_that_is_full_of_a_campaign_still_takes_a_reply() -> None:
    room = Room(1_000, {1: RESERVE_OF_ACCOUNT, 2: 1_000})
    assert given([stream(1, account=1)], room) == {}
    assert given([stream(1, account=1, priority=REPLY)], room)[1] == RESERVE_OF_ACCOUNT


def test_a_full_account_takes_no_room_from_another() -> None:
    room = Room(500, {1: 0, 2: 500})
    assert set(given([stream(1, account=1), stream(2, account=2)], room)) == {2}


@pytest.mark.parametrize("turn", range(7))
def test_the_more_urgent_first_whosever_turn_it_is(turn: int) -> None:
    streams = [stream(1, priority=REPLY), stream(2, priority=DIRECT), stream(3), stream(4, workspace=2)]
    order = [one.priority for one, _ in shares(streams, Room(400, {1: 400}), turn)]
    assert order == sorted(order)


def test_of_a_thousand_campaigns_each_has_its_turn() -> None:
    streams = [stream(lane, workspace=lane % 7) for lane in range(1, 1_001)]
    seen: Counter[int] = Counter()
    for turn in range(1_000):
        seen += given(streams, Room(160 + RESERVE, {1: 10_000}), turn)
    assert len(seen) == 1_000
