from concurrent.futures import ThreadPoolExecutor

from trackers.store.turns import Turns


def test_who_came_first_goes_first_and_nobody_overtakes():
    turns, order = Turns(), []
    assert turns.take(0)

    def wait(number):
        assert turns.take(30)
        order.append(number)
        turns.give()

    with ThreadPoolExecutor(20) as pool:
        for number in range(20):
            pool.submit(wait, number)
            while len(turns._waiting) <= number:
                pass
        turns.give()
        # Whoever asks again while others wait stands at the end.
        wait("again")
    assert order == [*range(20), "again"]


def test_who_waits_in_vain_leaves_no_gap_in_the_queue():
    turns = Turns()
    assert turns.take(0)
    assert not turns.take(0.01)
    turns.give()
    assert turns.take(0)
    turns.give()
    assert turns.take(0)
