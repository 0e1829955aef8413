"""Ways to examine many tickets: in this process and its siblings, or on a cluster. All give the same rows."""

from __future__ import annotations

from analyzer.triage.engines.interface import Engine, EngineError, Finished

__all__ = ["Engine", "EngineError", "Finished"]
