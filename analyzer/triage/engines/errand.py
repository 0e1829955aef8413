"""What the workers of a cluster keep of a triage: rules and options, sent once to each, late comers included."""

from __future__ import annotations

import uuid

from distributed import WorkerPlugin, get_worker

from analyzer.triage.engines.interface import Batch, Finished, examine_batch
from analyzer.triage.examine import Task


class Errand(WorkerPlugin):  # type: ignore[misc]  # distributed has no types
    """Carries the task to every worker; dask gives it to those that start later or again as well."""

    def __init__(self, task: Task) -> None:
        self.name = f"nrfdoctor-{uuid.uuid4().hex}"
        self.task = task


def examine_here(batch: Batch, errand: str) -> list[Finished]:
    """Examine a batch on the worker that this runs on."""
    return examine_batch(batch, get_worker().plugins[errand].task)
