"""Where output goes: standard output, or a file that is either wholly written or left as it was."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from analyzer.cli.options import fail


@contextlib.contextmanager
def destination(path: Path | None) -> Iterator[TextIO]:
    """The stream to write to. A file appears only when all was written; a failure leaves the old one."""
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        fail(f"{path}: cannot be written: {error.strerror}. Choose a folder that you may write to.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        fail(f"{path}: cannot be written: {error.strerror}. The old content is untouched.")
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
