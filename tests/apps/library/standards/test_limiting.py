"""How often a visitor may search."""

from threading import Event, Thread

from tequio.apps.library.standards import limiting


def test_an_address_has_its_minute_and_gets_more_as_time_goes():
    now = [0.0]
    allowance = limiting.Allowance(lambda: now[0])
    assert [allowance.take("a", 3) for _ in range(4)] == [True, True, True, False]
    assert allowance.take("b", 3)
    now[0] = 19.0
    assert not allowance.take("a", 3)
    now[0] = 41.0
    assert [allowance.take("a", 3) for _ in range(3)] == [True, True, False]


def test_addresses_are_forgotten_before_they_fill_the_memory(monkeypatch):
    monkeypatch.setattr(limiting, "_MOST_ADDRESSES", 10)
    allowance = limiting.Allowance()
    for number in range(100):
        allowance.take(str(number), 5)
    assert len(allowance._left) == 10


def test_only_a_few_run_at_once(monkeypatch):
    monkeypatch.setattr(limiting, "_PATIENCE", 0.01)
    inside, leave = Event(), Event()

    def hold():
        with limiting.one_of_few():
            inside.set()
            leave.wait(5)

    holding = [Thread(target=hold) for _ in range(limiting.AT_ONCE)]
    for thread in holding:
        thread.start()
    inside.wait(5)
    while limiting._running._value:
        pass
    with limiting.one_of_few() as came:
        assert not came
    leave.set()
    for thread in holding:
        thread.join()
    with limiting.one_of_few() as came:
        assert came
