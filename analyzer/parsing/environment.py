"""What the log tells of versions, probe and device, per session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analyzer.parsing.catalogue import Catalogue
from analyzer.parsing.devices import Devices
from analyzer.parsing.events import Event, Session


def fill_environments(
    events: Sequence[Event], sessions: Sequence[Session], catalogue: Catalogue, devices: Devices
) -> dict[str, str]:
    """Fill each session's environment and give the merged one; within a session the first telling wins.

    A session that is silent about something takes it from the others where they all agree: several commands on one
    bench print the version once.
    """
    for event in events:
        for name, field in catalogue.sets.get(event.entry or "", {}).items():
            if field in event.fields:
                value = str(event.fields[field]).strip(" .")
                sessions[event.session].environment.setdefault(name, value)
    agreed = _agreed([session.environment for session in sessions])
    merged: dict[str, str] = {}
    for session in sessions:
        session.environment = devices.complete({**agreed, **session.environment})
        merged.update(session.environment)
    return merged


def _agreed(environments: Sequence[Mapping[str, str]]) -> dict[str, str]:
    values: dict[str, set[str]] = {}
    for environment in environments:
        for name, value in environment.items():
            values.setdefault(name, set()).add(value)
    return {name: next(iter(seen)) for name, seen in values.items() if len(seen) == 1}
