"""Small logs for the tests of the fact language: events in a row, a view of them, facts by their text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from analyzer.engine.evaluate import evaluate
from analyzer.engine.fact_ast import CodeRef, Fact
from analyzer.engine.fact_parser import parse_fact
from analyzer.engine.fact_resolve import resolve
from analyzer.engine.fact_vocabulary import Vocabulary
from analyzer.engine.holding import Holding
from analyzer.engine.truth import Truth
from analyzer.engine.view import View
from analyzer.parsing.events import ErrorCode, Event, FieldValue, Operation, ParsedLog, Session

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

VOCABULARY = Vocabulary(
    kinds={
        "dfu.modem.failed": frozenset({"reason"}),
        "dfu.modem.segment": frozenset({"segment", "segments", "address"}),
        "dfu.modem.started": frozenset({"file"}),
        "erase.done": frozenset({"address", "serial"}),
        "probe.info": frozenset({"serial", "voltage", "firmware"}),
        "error.code": frozenset(),
    },
    codes={
        "JLINKARM_DLL_ERROR": (CodeRef("nrfjprogdll", -102),),
        "NOT_AVAILABLE_BECAUSE_TRUST_ZONE": (CodeRef("nrfjprogdll", -93),),
        "SECURE_FAULT": (CodeRef("nrfjprogdll", -93),),
        "CouldNotCallFunction": (CodeRef("js", 9),),
        "TIMEOUT": (CodeRef("nrfjprogdll", -220), CodeRef("smp", 3)),
    },
    environment=frozenset({"nrfjprog", "jlink", "family", "os"}),
    values={"family": frozenset({"nrf52", "nrf53", "nrf91"})},
)


def code(name: str | None, number: int | None, layer: str = "nrfjprogdll") -> ErrorCode:
    """Make a decoded error."""
    return ErrorCode(layer, number, name, None, 1)


LINK = code("JLINKARM_DLL_ERROR", -102)
TRUST = code("NOT_AVAILABLE_BECAUSE_TRUST_ZONE", -93)
CALL = code("CouldNotCallFunction", 9, "js")


def ev(
    kind: str,
    *errors: ErrorCode,
    level: str = "",
    time: float | None = None,
    op: int | None = None,
    session: int = 0,
    line: int = 0,
    dated: bool = False,
    **fields: FieldValue,
) -> Event:
    """Make an event; its place is given to it by the view."""
    level = level or ("error" if errors else "info")
    return Event(
        0, kind, level, line, line, kind, kind, time, dated, "programmer", None, fields, errors, session, op
    )


def operation(index: int = 0, kind: str = "dfu.modem", outcome: str = "failed", **more: object) -> Operation:
    """Make an operation over the whole log."""
    made = Operation(index, kind, kind, "swd", index + 1, outcome, 1, 99, 0, begun=True)
    return replace(made, **more)  # type: ignore[arg-type]


def view(
    *events: Event,
    begun: bool | tuple[bool, ...] = True,
    operations: Iterable[Operation] = (),
    failed: tuple[int, ...] = (),
    session: int | None = 0,
    **environment: str,
) -> View:
    """Make a view of events in a row; they stand on lines 1, 2, 3 ... unless they say otherwise."""
    placed = tuple(
        replace(event, index=index, line=event.line or index + 1, last_line=event.line or index + 1)
        for index, event in enumerate(events)
    )
    starts = begun if isinstance(begun, tuple) else (begun,)
    log = ParsedLog(
        name="log",
        events=placed,
        operations=tuple(operations),
        sessions=tuple(Session(index, 0, start) for index, start in enumerate(starts)),
        environment=environment,
        formats=(),
        lines=len(placed),
        recognised=len(placed),
        unrecognised=(),
        prose=(),
        text={},
    )
    seen = tuple(event.index for event in placed if session in (None, event.session))
    return View(log, session, seen, failed, environment)


def compiled(facts: Mapping[str, str], vocabulary: Vocabulary = VOCABULARY) -> dict[str, Fact]:
    """Parse and resolve the facts of one rule."""
    parsed = {name: parse_fact(text) for name, text in facts.items()}
    return {name: resolve(fact, vocabulary, parsed) for name, fact in parsed.items()}


def holdings(on: View, **facts: str) -> dict[str, Holding]:
    """Evaluate facts given by name and text."""
    return evaluate(compiled(facts), on)


def holding(text: str, on: View, **others: str) -> Holding:
    """Evaluate one fact; those it refers to are given by name."""
    return holdings(on, **others, it=text)["it"]
