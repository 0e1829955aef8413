"""Styles and scripts that a page carries inside itself, and the policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

_CLOSERS = ("</style", "</script", "<!--")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of one inline style or script."""

    text: Markup

    @property
    def source(self) -> str:
        """The text as a content security policy names it: by its hash."""
        digest = hashlib.sha256(self.text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"


@dataclass(frozen=True, slots=True)
class Added:
    """What the scripts of a page may put into it while it is open, although it does not carry it as it is."""

    styles: tuple[Sheet, ...] = ()
    scripts: tuple[Sheet, ...] = ()


def inline(text: str) -> Sheet:
    """`text` of ours, or of a library, as an inline style or script.

    Raises ValueError where it could end its element early, or where the encoding of the page would change it.
    """
    if any(closer in text.lower() for closer in _CLOSERS) or not text.isascii():
        raise ValueError("an inline style or script must be ASCII and must not end its own element")
    return Sheet(Markup(text))  # noqa: S704 - text of this package or of a library, never of a log


@cache
def sheet(name: str) -> Sheet:
    """A style or script that lies beside this module, e.g. `page.css`."""
    return inline((files(__package__) / name).read_text("utf-8"))


def policy(styles: Sequence[Sheet], scripts: Sequence[Sheet]) -> str:
    """What the page may do: apply these styles, run these scripts, and nothing from anywhere else."""
    rules = {
        "default-src": ["'none'"],
        "style-src": [one.source for one in styles] or ["'none'"],
        "script-src": [one.source for one in scripts] or ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())
