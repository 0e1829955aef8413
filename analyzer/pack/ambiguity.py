"""Words that an expression can read in several ways when they are repeated: what makes a matcher try them all.

Where a state is left and reached again in two ways by the same word, the number of readings doubles with each repeat.
Where one loop can hand over to a later one within a word that both take, it grows with a power of the repeats.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from analyzer.pack.automaton import START, Automaton, State

_MOST_VISITED = (
    20_000  # tuples of states looked at in one search; an expression of the rules needs some hundreds
)
_MOST_PAIRS = 200  # pairs of loops looked at

Places = tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Pump:
    """A text that leads to a loop, and a word that the loop takes in several ways."""

    lead: str
    word: str


def pumps(machine: Automaton) -> Iterator[Pump]:
    """The pumps of an expression, those first that double the readings."""
    loops = [loop for loop in _components(machine) if _is_loop(loop, machine)]
    leads = _leads(machine)
    for loop in loops:
        word = _doubling(loop, machine)
        if word is not None:
            state, text = word
            yield Pump(leads.get(state, ""), text)
    yield from islice(_handing_over(loops, machine, leads), _MOST_PAIRS)


def _doubling(loop: frozenset[State], machine: Automaton) -> tuple[State, str] | None:
    """A state of a loop and a word that leads from it to itself in two ways."""
    for state in sorted(loop):
        for after, ways in machine.steps[state].items():
            if ways > 1 and after in loop:
                back = _word(machine, (after,), lambda at, end=state: at == (end,), [loop])  # type: ignore[misc]
                if back is not None:
                    return state, _char(machine, (after,)) + back
    state = min(loop)
    for apart, there in _reached(machine, (state, state), [loop, loop]).items():
        if apart[0] != apart[1]:
            back = _word(machine, apart, lambda at: at == (state, state), [loop, loop])
            if back is not None:
                return state, there + back
    return None


def _handing_over(
    loops: Sequence[frozenset[State]], machine: Automaton, leads: Mapping[State, str]
) -> Iterator[Pump]:
    """Words that one loop takes, that a later one takes, and that lead from the one to the other."""
    everything = frozenset(range(len(machine.takes)))
    words: dict[str, str] = {}
    for first in loops:
        for second in loops:
            word = None if first is second else _shared(first, second, everything, machine)
            if word is not None:
                state, text = word
                lead = leads.get(state, "")
                if words.setdefault(text, lead) == lead:
                    yield Pump(lead, text)
    if len(words) > 1:  # three loops and more: what leads through all of them
        yield Pump(next(iter(words.values())), "".join(words))


def _shared(
    first: frozenset[State], second: frozenset[State], everything: frozenset[State], machine: Automaton
) -> tuple[State, str] | None:
    for one in sorted(first):
        for other in sorted(second):
            word = _word(
                machine,
                (one, one, other),
                lambda at, end=(one, other, other): at == end,  # type: ignore[misc]
                [first, everything, second],
            )
            if word:
                return one, word
    return None


def _components(machine: Automaton) -> list[frozenset[State]]:
    """States that reach each other, in the order of the expression."""
    forth = {state: _closure(state, machine.steps) for state in range(len(machine.takes))}
    found: dict[frozenset[State], None] = {}
    for state, reached in forth.items():
        found[frozenset({state, *(other for other in reached if state in forth[other])})] = None
    return list(found)


def _closure(start: State, steps: Mapping[State, Mapping[State, int]]) -> set[State]:
    reached: set[State] = set()
    todo = list(steps.get(start, ()))
    while todo:
        state = todo.pop()
        if state not in reached:
            reached.add(state)
            todo.extend(steps.get(state, ()))
    return reached


def _is_loop(states: frozenset[State], machine: Automaton) -> bool:
    return any(after in states for state in states for after in machine.steps.get(state, ()))


def _leads(machine: Automaton) -> dict[State, str]:
    """By state, the shortest text that leads to it."""
    everything = frozenset(range(len(machine.takes)))
    return {at[0]: text for at, text in _reached(machine, (START,), [everything]).items()}


def _word(
    machine: Automaton, start: Places, is_end: Callable[[Places], bool], within: Sequence[frozenset[State]]
) -> str | None:
    """The shortest word that leads from some states to others at once, one state in each set; empty when they are the
    same, None when there is none."""  # noqa: D205, D209 - one sentence
    if is_end(start):
        return ""
    return next((text for at, text in _search(machine, start, within) if is_end(at)), None)


def _reached(machine: Automaton, start: Places, within: Sequence[frozenset[State]]) -> dict[Places, str]:
    return dict(_search(machine, start, within))


def _search(
    machine: Automaton, start: Places, within: Sequence[frozenset[State]]
) -> Iterator[tuple[Places, str]]:
    """Every combination of states that the same word leads to, with the shortest such word."""
    seen: set[Places] = set()
    todo: deque[tuple[Places, str]] = deque([(start, "")])
    while todo and len(seen) < _MOST_VISITED:
        at, text = todo.popleft()
        for following in _following(machine, at, within):
            if following not in seen and (char := _char(machine, following)):
                seen.add(following)
                todo.append((following, text + char))
                yield following, text + char


def _following(machine: Automaton, at: Places, within: Sequence[frozenset[State]]) -> Iterable[Places]:
    from itertools import product

    nexts = [
        sorted(states.intersection(machine.steps.get(state, ())))
        for state, states in zip(at, within, strict=True)
    ]
    return product(*nexts)


def _char(machine: Automaton, states: Places) -> str:
    """A character that all of these states take, a visible one before a blank; empty when there is none."""
    shared = frozenset.intersection(*(machine.takes[state] for state in states))
    return min(shared, key=lambda char: (char.isspace(), char), default="")
