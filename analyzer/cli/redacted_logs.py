"""Where redacted logs go: standard output, a file, a folder or a zip."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from analyzer.cli.options import fail
from analyzer.cli.output import binary_destination
from analyzer.redact.run import Run

_DATED = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip knows: when a log was redacted is nobody's business


def write_logs(run: Run, output: Path | None) -> None:
    """Write one log to standard output or a file, several to a folder or, where it is named so, a zip."""
    if output is not None and output.suffix.lower() == ".zip":
        _write_zip(run, output)
    elif output is not None and (run.count > 1 or output.is_dir()):
        _write_folder(run, output)
    elif run.count > 1:
        fail(f"{run.count} logs do not go to standard output. Name a folder or a zip with -o.")
    else:
        for log in run.logs():
            with binary_destination(output) as stream:
                stream.write(log.written)


def refuse_inputs(paths: Sequence[str], *outputs: Path | None) -> None:
    """Leave when an output is an input, or when two outputs are one file: nothing is redacted in its place."""
    inputs = {_real(path) for path in paths if path != "-"}
    named = [output for output in outputs if output is not None]
    for output in named:
        if _real(output) in inputs and not output.is_dir():
            fail(f"{output}: is the input itself. Write the redacted log to another file.")
    if len({_real(output) for output in named}) < len(named):
        fail(f"{named[0]}: is named twice. The map belongs beside no redacted log, into a file of its own.")


def _real(path: str | Path) -> str:
    try:
        return str(Path(path).resolve())
    except (OSError, ValueError):
        return str(path)


def _write_folder(run: Run, folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        fail(f"{folder}: is a file, and {run.count} logs need a folder or a zip.")
    for log in run.logs():
        path = folder / log.place
        if not path.resolve().is_relative_to(folder.resolve()):
            fail(f"{log.name}: its name leads out of {folder}. Write to a zip instead.")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            fail(f"{path.parent}: cannot be made: {error.strerror}. Choose a folder that you may write to.")
        with binary_destination(path) as stream:
            stream.write(log.written)


def _write_zip(run: Run, path: Path) -> None:
    with binary_destination(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for log in run.logs():
            archive.writestr(zipfile.ZipInfo(log.place, _DATED), log.written, zipfile.ZIP_DEFLATED)
