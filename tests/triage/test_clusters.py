"""Unknown errors of all tickets, alike ones together."""

from __future__ import annotations

import random

from analyzer.triage.clusters import clustered
from analyzer.triage.row import Row, UnknownError


def ticket(name: str, *texts: str, count: int = 1) -> Row:
    unknown = tuple(UnknownError(text, i, count, "a near one") for i, text in enumerate(texts, 1))
    return Row(name=name, status="unexplained", unknown=unknown)


ROWS = [
    ticket("a", "jig: contact 'SWDIO' of slot 3 is open", "Fixture refused board 0x20001F40"),
    ticket("b", "jig: contact 'SWDCLK' of slot 5 is open"),
    ticket("c", "jig: contact 'RESET' of slot 12 is open", count=4),
    ticket("d", "Fixture refused board 0x2000AA00"),
    ticket("e", "something entirely different happened"),
]


def test_one_message_is_one_cluster_the_most_frequent_first() -> None:
    found = clustered(ROWS)
    assert [(one.tickets, one.count) for one in found] == [(3, 6), (2, 2), (1, 1)]
    assert found[0].template == "jig: contact <*> of slot <number> is open"
    assert found[1].template == "Fixture refused board <hex>"
    assert found[0].names == ("a", "b", "c")
    assert (found[0].ticket, found[0].example.line, found[0].closest) == ("a", 1, "a near one")


def test_the_order_of_tickets_decides_nothing_but_the_example() -> None:
    expected = [(one.id, one.template, one.tickets) for one in clustered(ROWS)]
    for seed in range(5):
        mixed = random.Random(seed).sample(ROWS, len(ROWS))
        assert [(one.id, one.template, one.tickets) for one in clustered(mixed)] == expected


def test_nothing_unknown_gives_no_cluster() -> None:
    assert clustered([Row("a", "succeeded")]) == []
    assert clustered([]) == []


def test_very_long_and_odd_texts_are_taken() -> None:
    found = clustered([ticket("a", "x" * 100_000, "", "\ud800 <*> {} %s", "<number>")])
    assert sum(one.count for one in found) == 4
