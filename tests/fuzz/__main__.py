"""The command: `python -m tests.fuzz TARGET... [--seconds 60] [--folder DIR]`; `all` stands for every target.

It needs atheris (`pip install -e ".[fuzz]"`). A finding is a file `DIR/found/TARGET/*.bin` with its traceback beside
it; mended, it goes to `tests/fuzz/found/TARGET/` under a name that tells what was wrong, and stays a test.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from .seeds import ROOT
from .targets import TARGETS


def main() -> int:
    """Fuzz the targets one after another; 1 when anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="+", choices=[*TARGETS, "all"])
    parser.add_argument("--seconds", type=int, default=60, help="of each target")
    parser.add_argument(
        "--folder", type=Path, help="where inputs and findings are kept; else they are temporary"
    )
    asked = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        sys.exit('Fuzzing needs atheris. Install it with: pip install -e ".[fuzz]"')
    folder = (asked.folder or Path(tempfile.mkdtemp(prefix="nrfdoctor-fuzz-"))).resolve()
    names = list(TARGETS) if "all" in asked.targets else asked.targets
    findings = [path for name in names for path in fuzz(name, asked.seconds, folder)]
    print(f"{len(findings)} findings in {folder}")
    for path in findings:
        print(f"  {path}")
    return 1 if findings else 0


def fuzz(target: str, seconds: int, folder: Path) -> list[Path]:
    """Fuzz one target for so long; gives the files of what was found."""
    corpus, found = folder / "corpus" / target, folder / "found" / target
    for path in (corpus, found):
        path.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.fuzz.drive", target, str(seconds), str(corpus), str(found)]
    done = subprocess.run(command, cwd=ROOT, check=False, stderr=subprocess.PIPE, text=True, errors="replace")
    tail = [line for line in done.stderr.splitlines() if line.startswith(("FOUND", "#", "Done", "=="))]
    print(f"{target}: {tail[-1] if tail else done.stderr[-2000:]}", flush=True)
    return sorted(path for path in found.iterdir() if path.suffix != ".txt" and not path.name.startswith("."))


if __name__ == "__main__":
    sys.exit(main())
