"""Files of an archive or a folder that were not read."""

from __future__ import annotations

from analyzer.sources.text import Limit

NO_LOG = "no log by its name"
"""Why most files are left out."""

# Enough to recognise them; a folder may hold thousands of pictures.
_NAMED = 5


class LeftOut:
    """Gathers names and reasons; a reason that many files share is said once."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], list[str]] = {}

    def add(self, what: str, name: str, why: str) -> None:
        """Note a file; `what` is the name of the limit, `why` goes on a sentence that its name begins."""
        self._names.setdefault((what, why), []).append(name)

    def limits(self) -> list[Limit]:
        """Say what was left out so far."""
        return [Limit(what, _sentence(names, why)) for (what, why), names in self._names.items()]


def _sentence(names: list[str], why: str) -> str:
    if len(names) == 1:
        return f"{names[0]}: {why}"
    more = ", ..." if len(names) > _NAMED else ""
    return f"{len(names)} files: {why} ({', '.join(names[:_NAMED])}{more})"
