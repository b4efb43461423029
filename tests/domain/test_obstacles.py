import pytest

from tests.domain.making import an_obstacle
from trackers.domain.errors import BlockedByObstacle
from trackers.domain.obstacles import ObstacleKind, blocks_handover_by_default, check_obstacles
from trackers.domain.tracks import TrackCode

DONATION, RECOVERY = TrackCode.DONATION, TrackCode.RECOVERY


def test_a_handover_is_refused_while_a_blocking_obstacle_is_open():
    with pytest.raises(BlockedByObstacle):
        check_obstacles("handover", DONATION, [an_obstacle()])


def test_a_closed_obstacle_blocks_nothing():
    closed = an_obstacle(closed_on=an_obstacle().opened_on)
    check_obstacles("handover", DONATION, [closed])


def test_an_obstacle_that_does_not_block_lets_the_handover_pass():
    check_obstacles("handover", DONATION, [an_obstacle(blocks_handover=False)])


@pytest.mark.parametrize("kind", [ObstacleKind.MORTGAGE, ObstacleKind.BOUNDARY])
def test_mortgage_and_dispute_hold_the_signature_of_a_gift_but_not_a_recovery(kind):
    with pytest.raises(BlockedByObstacle):
        check_obstacles("signed", DONATION, [an_obstacle(kind)])
    check_obstacles("signed", RECOVERY, [an_obstacle(kind)])
    assert blocks_handover_by_default(kind, DONATION)
    assert not blocks_handover_by_default(kind, RECOVERY)


def test_a_condition_does_not_hold_the_signature():
    check_obstacles("signed", DONATION, [an_obstacle()])


def test_every_kind_has_words_of_its_own():
    assert len({kind.label for kind in ObstacleKind}) == len(ObstacleKind)
