"""Three-valued truth: a cut log often cannot tell, and that is not the same as no."""

from __future__ import annotations

import enum


class Truth(enum.Enum):
    """Kleene's strong three-valued logic."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __and__(self, other: Truth) -> Truth:
        """False if either is false, else unknown if either is unknown."""
        if Truth.FALSE in (self, other):
            return Truth.FALSE
        return Truth.UNKNOWN if Truth.UNKNOWN in (self, other) else Truth.TRUE

    def __or__(self, other: Truth) -> Truth:
        """True if either is true, else unknown if either is unknown."""
        if Truth.TRUE in (self, other):
            return Truth.TRUE
        return Truth.UNKNOWN if Truth.UNKNOWN in (self, other) else Truth.FALSE

    def __invert__(self) -> Truth:
        """Swap true and false; unknown stays."""
        return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(self, Truth.UNKNOWN)

    @classmethod
    def of(cls, value: bool) -> Truth:
        """The truth of a plain boolean."""
        return cls.TRUE if value else cls.FALSE
