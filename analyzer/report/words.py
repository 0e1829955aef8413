"""Numbers in words: how the report hedges, counts and warns, the same in every format."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.engine.result import Diagnosis, Remedy
from analyzer.parsing.events import ErrorCode

_PROBABILITY = (
    (0.9, "almost certain"),
    (0.75, "very likely"),
    (0.5, "likely"),
    (0.25, "quite possible"),
    (0.1, "possible"),
)
_RISKS = {
    "none": "no risk",
    "reads": "reads only",
    "resets": "resets",
    "writes": "WRITES",
    "erases": "ERASES",
}
"""From the harmless to the irreversible; steps are listed in this order."""
_VERDICTS = {"ruled-out": "ruled out", "not-enough-data": "not enough data"}


def probability_word(probability: float) -> str:
    """`probability` in hedged words: no log makes certain."""
    return next((word for least, word in _PROBABILITY if probability >= least), "unlikely")


def percent(probability: float) -> str:
    """`probability` as a whole percentage that never claims 0 or 100."""
    if probability <= 0.005:
        return "<1%"
    return ">99%" if probability >= 0.995 else f"{probability:.0%}"


def how_likely(diagnosis: Diagnosis) -> str:
    """The word and the number, e.g. `quite possible (45%)`."""
    return f"{probability_word(diagnosis.probability)} ({percent(diagnosis.probability)})"


def sentence(text: str) -> str:
    """`text` with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def unstopped(text: str) -> str:
    """`text` without its full stop, to go on after it."""
    return text[:-1] if text.endswith(".") and not text.endswith("...") else text


def decibans(weight: float) -> str:
    """A signed weight, e.g. `+10 dB`."""
    rounded = round(weight, 1)
    return f"{rounded:+g} dB" if rounded else "0 dB"


def times(count: int) -> str:
    """Once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun."""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


def line_span(first: int, last: int) -> str:
    """A range of lines, e.g. `lines 20-42`."""
    return f"line {first}" if last <= first else f"lines {first}-{last}"


def line_list(lines: Sequence[int], most: int = 3) -> str:
    """Some lines by number, the most telling first, e.g. `lines 33, 21, 8 +4`."""
    shown = ", ".join(str(line) for line in lines[:most])
    more = f" +{len(lines) - most}" if len(lines) > most else ""
    return f"line{'s' if len(lines) > 1 else ''} {shown}{more}"


def joined(words: Sequence[str], last: str = "and") -> str:
    """An enumeration: `a, b and c`."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def verdict(diagnosis: Diagnosis) -> str:
    """The verdict of a cause that was set aside."""
    return _VERDICTS.get(diagnosis.verdict, diagnosis.verdict)


def risk_label(remedy: Remedy) -> str:
    """What the step does to the device, in a word or two."""
    return _RISKS.get(remedy.risk, remedy.risk)


def risk_order(remedy: Remedy) -> int:
    """Position from harmless to irreversible; an unknown risk counts as the worst."""
    return list(_RISKS).index(remedy.risk) if remedy.risk in _RISKS else len(_RISKS)


def decoded(error: ErrorCode, meaning: bool = True) -> str:
    """An error code read out, e.g. `ffffff9a = -102 JLINKARM_DLL_ERROR: a function ... returned an error`."""
    number = None if error.code is None else str(error.code)
    hexadecimal = (error.hex or "").lower().removeprefix("0x").lstrip("0")
    written = error.hex if hexadecimal and hexadecimal != number else None
    name = " ".join(part for part in (number, error.name) if part)
    head = " = ".join(part for part in (written, name) if part) or "error"
    return f"{head}: {error.meaning or f'not in the table {error.layer}'}" if meaning else head
