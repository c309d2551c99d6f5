from threading import Event

from escale.mailing.watch import Watch


def test_an_exchange_that_takes_too_long_is_cut_once() -> None:
    cut = Event()
    watch = Watch(cut.set)
    with watch.at_most(0):
        assert cut.wait(5)
        assert watch.has_cut
    cut.clear()
    with watch.at_most(60):
        assert not watch.has_cut
        assert not cut.wait(0.6)
    watch.end()


def test_nothing_is_cut_between_two_exchanges() -> None:
    cut = Event()
    watch = Watch(cut.set)
    with watch.at_most(0.1):
        pass
    assert not cut.wait(0.6)
    watch.end()
