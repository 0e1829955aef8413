"""The shapes in which entries begin: time stamps, levels, loggers, bars.

Only shapes that many tools share stand here; what the words mean is the business of the rules. They serve
to find the seams of damaged text, so they are strict: a shape must not occur within a message.
"""

from __future__ import annotations

import re

FILE_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z"
"""`2022-03-25T14:05:24.026Z`: log files of apps."""
TRACE_TIME = r"[0-9]{4}-[A-Z][a-z]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"
"""`2023-Mar-08 08:28:37`: log files of command line tools, mostly in brackets."""
LOGGING_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2},[0-9]{3}"
"""`2020-05-25 19:23:51,881`: Python's logging."""
CLOCK = r"[0-9]{1,2}:[0-9]{2}:[0-9]{2}\.[0-9]{3,4}"
"""`13:34:19.258`: log panes of apps."""
LOUD = r"(?:ERROR|WARNING|NOTE|CRITICAL)"
"""Levels that a console tool prints before a colon."""
BARE = r"(?:ERROR|WARN|INFO|VERBOSE|DEBUG)"
"""Levels that stand between a time and a message."""
QUIET = r"(?:error|critical|warning|warn|info|debug|trace)"
"""Levels that stand in brackets."""
COMPONENT = rf"\[ ?{QUIET}\]:? ?\[ {{0,12}}[A-Za-z]\w{{0,30}}\] -(?: |$)"
"""`[error] [ Client] - `."""
RUNNER = r"-- [a-z]{2,20}[. ][a-z][a-z0-9_-]{1,30}: "
"""`-- west flash: `, `-- runners.x: `: banners of a build tool."""
CALL = r"FUNCTION: (?=[a-z])"
"""Call traces of old libraries."""
DRAWN_BAR = r"\[ [#=\- ]{4,80} \] {1,8}[0-9]{1,5}\.[0-9]{1,4}s \|"
"""`[ ##### ] 0.387s | `: a bar with the time it took."""
TIMED_BAR = r"\[[0-9]{2}:[0-9]{2}:[0-9]{2}\] [#\-]{4,80} "
"""`[00:00:04] ###### 100%`."""

_STAMP = rf"{FILE_TIME}|\[?{TRACE_TIME}|{LOGGING_TIME}|\[?{CLOCK}"
_ENTRY = re.compile(
    rf"(?:{_STAMP})|(?:FATAL )?{LOUD}: |{BARE} (?=\S)|{COMPONENT}|{RUNNER}|{CALL}|{DRAWN_BAR}|{TIMED_BAR}"
    r"|(?:Error|error): \S"
)
_STAMPED = re.compile(rf"(?:{_STAMP})")
_ONLY_STAMP = re.compile(rf"(?:{_STAMP})[\])]?(?:[ \t]+{BARE})?")
LONE_STAMP = re.compile(rf"\n(?:{_STAMP})[\])]?(?:[ \t]+{BARE})?\n")
"""A line that is nothing but a time, in text whose lines stand between line ends."""
_LONGEST_STAMP = len("2022-03-25T14:05:24.026123456Z VERBOSE")
# The last characters of a time, of a bracket about it, or of a level.
_STAMP_ENDS = tuple("0123456789Z])ROENG")
_STAMPED_MESSAGE = re.compile(rf"(?:{FILE_TIME}[ \t]+{BARE}|{CLOCK})[ \t]+(?=\S)")
_HEAD_PIECE = re.compile(
    rf"[\W\d_]{{0,40}}?(?:(?:{_STAMP})|\[[^\[\]]{{0,40}}\]|(?:FATAL )?{LOUD}\b:?|{BARE}\b|{RUNNER})[\W_]{{0,40}}"
)


def begins_entry(text: str) -> bool:
    """Tell whether a text begins as log entries do."""
    return _ENTRY.match(text) is not None


def is_stamp(text: str) -> bool:
    """Tell whether a text is a time stamp, perhaps with a level, and nothing else."""
    return (
        len(text) <= _LONGEST_STAMP and text[-1:] in _STAMP_ENDS and _ONLY_STAMP.fullmatch(text) is not None
    )


def begins_with_stamp(text: str) -> bool:
    """Tell whether a text begins with a time stamp."""
    return _STAMPED.match(text) is not None


def begins_stamped_message(text: str) -> bool:
    """Tell whether a text is an entry of an app: time, perhaps level, message."""
    return _STAMPED_MESSAGE.match(text) is not None


def message_of(text: str) -> str:
    """Give what stands behind times, levels and loggers; empty when a text is nothing else."""
    at = 0
    # A head has at most time, level, logger and one more level.
    for _ in range(4):
        piece = _HEAD_PIECE.match(text, at)
        if piece is None or piece.end() == at:
            break
        at = piece.end()
    return text[at:]
