"""JSON Schemas of the pack's files, generated from their models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from analyzer.knowledge import models
from analyzer.knowledge.language_model import LanguageFile
from analyzer.knowledge.private_model import PrivateFile

SCHEMAS: Mapping[str, type[BaseModel]] = {
    "cause": models.RuleFile,
    "messages": models.MessagesFile,
    "codes": models.CodesFile,
    "heads": models.HeadsFile,
    "operations": models.OperationsFile,
    "devices": models.DevicesFile,
    "checks": models.ChecksFile,
    "weights": models.WeightsFile,
    "private": PrivateFile,
    "places": models.PlacesFile,
    "language": LanguageFile,
}
"""Kind of file to its model."""


def schema_of(name: str) -> dict[str, Any]:
    """The schema of a kind of file, with the dialect that editors expect."""
    model = SCHEMAS[name]
    schema = model.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"nrfdoctor:{name}", **schema}
