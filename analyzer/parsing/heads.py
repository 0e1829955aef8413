"""Line heads: what stands in front of a message, in every style of rules/vocabulary/heads.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property, lru_cache

_MOST_HEADS = 4  # app stamp, forwarded library stamp, level, logger: no tool nests more
_MOST_TEXTS = 20_000  # texts remembered at a time: some MiB
HEAD_LENGTH = 512  # no head is longer; spares the patterns a look at very long lines
_LEVELS = {
    "error": "error",
    "err": "error",
    "e": "error",
    "fatal": "error",
    "fatal error": "error",
    "critical": "error",
    "c": "error",
    "warn": "warning",
    "warning": "warning",
    "w": "warning",
    "note": "info",
    "info": "info",
    "i": "info",
    "verbose": "debug",
    "debug": "debug",
    "d": "debug",
    "silly": "trace",
    "trace": "trace",
}
_ORDER = {level: place for place, level in enumerate(("", "trace", "debug", "info", "warning", "error"))}


@dataclass(frozen=True, slots=True)
class HeadStyle:
    """One style of head."""

    id: str
    format: str | None
    tool: str | None
    level: str | None
    source: str
    """Its expression, compiled at first use."""
    samples: tuple[str, ...]

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


class HeadStyles(tuple[HeadStyle, ...]):
    """All styles, in the order in which they are tried."""

    @cached_property
    def remembered(self) -> dict[str, Head]:
        """Texts behind a first head to what their own heads tell."""
        return {}

    def remember(self, text: str, head: Head) -> None:
        """Keep what a text tells, of so many texts at a time."""
        if len(self.remembered) >= _MOST_TEXTS:
            self.remembered.clear()
        if len(text) <= HEAD_LENGTH:
            self.remembered[text] = head

    @cached_property
    def gate(self) -> re.Pattern[str]:
        """Matches where any of the styles does, and names the first by its place: one question instead of one each."""
        unnamed = (re.sub(r"\(\?P<\w+>", "(?:", style.source) for style in self)
        return re.compile("|".join(f"(?P<s{i}>{source})" for i, source in enumerate(unnamed)) or r"(?!)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the heads of one line told."""

    body: str
    """The message behind them."""
    level: str = ""
    time: str | None = None
    tool: str | None = None
    logger: str | None = None
    serial: str | None = None
    styles: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


def severity(level: str) -> int:
    """Order of levels: an unknown or empty level is the lowest."""
    return _ORDER.get(level, 0)


def strip_heads(text: str, styles: HeadStyles) -> Head:
    """Cut the heads off a line; a line without any comes back whole, with empty level."""
    step = _first(text, styles)
    if step is None:
        return Head(text.strip())
    style, match = step
    rest = text[match.end() :]
    # Behind the time that begins it a line is often one that was seen before.
    known = styles.remembered.get(rest)
    if known is None:
        known = _strip(rest, styles, _MOST_HEADS - 1)
        styles.remember(rest, known)
    return _joined(style, match, known)


def _strip(text: str, styles: HeadStyles, most: int) -> Head:
    step = _first(text, styles) if most else None
    if step is None:
        return Head(text.strip())
    style, match = step
    return _joined(style, match, _strip(text[match.end() :], styles, most - 1))


def _joined(style: HeadStyle, match: re.Match[str], rest: Head) -> Head:
    """A head and what is behind it: the first tells time, logger and serial, the last the tool, the worst the level."""
    found = match.groupdict()
    level = _LEVELS.get((found.get("level") or style.level or "").lower(), "")
    return Head(
        body=rest.body,
        level=max(level, rest.level, key=severity),
        time=found.get("time") or rest.time,
        tool=rest.tool or style.tool,
        logger=found.get("logger") or rest.logger,
        serial=found.get("serial") or rest.serial,
        styles=(style.id, *rest.styles),
        formats=(style.format, *rest.formats) if style.format else rest.formats,
    )


def _first(text: str, styles: HeadStyles) -> tuple[HeadStyle, re.Match[str]] | None:
    start = text[:HEAD_LENGTH]
    found = styles.gate.match(start)
    if found is None:
        return None
    # A style that takes nothing at all is passed over for the next.
    fitting = styles[int(str(found.lastgroup)[1:]) :] if found.end() else styles
    for style in fitting:
        match = style.regex.match(start)
        if match is not None and match.end() > 0:
            return style, match
    return None


_DATED = re.compile(
    r"(\d{4}-(?:\d\d|[A-Z][a-z]{2})-\d\d)(?:(?<=-\d\d-\d\d)T| )"
    r"(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d*)|(?![\d:.,]))"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d+))?")


def read_time(text: str | None) -> tuple[float | None, bool]:
    """Seconds and whether they count from a date; (None, False) when the text is no time.

    Dates count from the epoch, taking local stamps as if they were UTC: only differences matter.
    """
    if not text:
        return None, False
    dated = _DATED.match(text)
    if dated is not None:
        date, *clock, fraction = dated.groups()
        day, seconds = _day(date), _seconds(*map(int, clock))
        if day is None or seconds is None:
            return None, False
        return day + seconds + float(f"0.{fraction or 0}"), True
    time = _CLOCK.match(text)
    if time is None:
        return None, False
    *clock, fraction = time.groups()
    hours, minutes, passed = map(int, clock)
    return hours * 3600 + minutes * 60 + passed + float(f"0.{fraction or 0}"), False


def _seconds(hours: int, minutes: int, seconds: int) -> int | None:
    """Seconds since midnight; None for what no clock shows."""
    return hours * 3600 + minutes * 60 + seconds if hours < 24 and minutes < 60 and seconds < 60 else None


@lru_cache(64)
def _day(text: str) -> int | None:
    """Seconds from the epoch to the start of a day; None for a day that no calendar has."""
    year, month, day = text.split("-")
    try:
        number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
        return int(datetime(int(year), number, int(day), tzinfo=UTC).timestamp())
    except ValueError:
        return None
