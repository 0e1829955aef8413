"""Where the log of a tool lies, or how to make it write one, told to whoever has to find it."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.pack.places import SYSTEMS, Place
from analyzer.report.escape import code_span
from analyzer.report.reply.ticket import Log
from analyzer.report.reply.voice import Voice
from analyzer.report.story import Standing

_TOOLS = "log."
_WRITTEN = {"home": "~", "appdata": "%APPDATA%", "config": "~/.config", "here": "."}
"""Folders as people write them."""


def log_places(log: Log, voice: Voice) -> Iterator[str]:
    """Where the full log of the tool that wrote this one is; of every tool where it cannot be told.

    Apps stand before the commands that they run, and commands before those that they run: the first tool that left
    its mark is the one that the customer used.
    """
    apps = [place for place in voice.pack.places if place.by_name]
    tools = [key for key in voice.language.phrases if key.startswith(_TOOLS)]
    used = [_folder(app, voice) for app in apps if _wrote(app.id, log)]
    used += [voice.say(key) for key in tools if _wrote(key.removeprefix(_TOOLS), log)]
    if used:
        yield used[0]
    elif log.story.standing is Standing.NOTHING:
        yield from (_folder(app, voice) for app in apps[:1])
        yield from (voice.say(key) for key in tools)
    yield voice.say("log-as-text")


def _wrote(tool: str, log: Log) -> bool:
    return any(style == tool or style.startswith(f"{tool}-") for style in log.report.formats)


def _folder(app: Place, voice: Voice) -> str:
    folders = {system: code_span(_written(app, system)) for system in SYSTEMS}
    return voice.say("log-folder", app=voice.text(app.title), **folders)


def _written(app: Place, system: str) -> str:
    """A folder as a person of that system writes it."""
    path = f"{app.roots[system].format_map(_WRITTEN)}/{app.folder}"
    return path.replace("/", "\\") if system == "windows" else path
