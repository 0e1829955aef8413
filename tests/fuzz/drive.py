"""One target under atheris, in a process of its own: what it finds is written to files, and it goes on."""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

from .bounded import run
from .seeds import LONGEST, seeds, token_list

with atheris.instrument_imports(include=["analyzer"]):
    from .targets import TARGETS, warm


def main(target: str, seconds: int, corpus: Path, found: Path) -> None:
    """Fuzz a target; `corpus` grows by what reaches new code, `found` holds each finding with its traceback."""
    for data in seeds(target):
        (corpus / hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)
    arguments = [
        target,
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-artifact_prefix={found}/",
        "-rss_limit_mb=3000",
        "-timeout=120",  # one input is bounded by its processor time; this is for what never comes back
        *_dictionary(target, found),
        str(corpus),
    ]
    warm()
    atheris.Setup(arguments, _keeping(TARGETS[target], found))
    atheris.Fuzz()


def _dictionary(target: str, folder: Path) -> list[str]:
    tokens = token_list(target)
    if not tokens:
        return []
    path = folder / f".{target}.dict"
    escaped = ("".join(f"\\x{byte:02x}" for byte in token.encode()) for token in tokens)
    path.write_text("".join(f'"{token}"\n' for token in escaped), "ascii")
    return [f"-dict={path}"]


def _keeping(target: Callable[[bytes], None], found: Path) -> Callable[[bytes], None]:
    """The target with each new way to fail kept as a file, so that the next one can be found in the same run."""

    def once(data: bytes) -> None:
        try:
            run(target, data)
        except Exception as error:
            path = found / f"{_name(error)}.bin"
            if not path.exists() or len(data) < path.stat().st_size:
                path.write_bytes(data)
                path.with_suffix(".txt").write_text(traceback.format_exc(), "utf-8", "backslashreplace")
                print(f"FOUND {path.name}: {error!r}"[:300], file=sys.stderr)

    return once


def _name(error: BaseException) -> str:
    """The kind of failure and the place in the program where it came up."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}analyzer{os.sep}" in frame.filename] or frames
    return f"{type(error).__name__}-{Path(ours[-1].filename).stem}-{ours[-1].name.strip('<>')}"


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
