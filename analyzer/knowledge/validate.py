"""Data of a file against the model of its format; pydantic's findings at their place in the YAML."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from analyzer.knowledge.errors import Finding, PackError, did_you_mean
from analyzer.knowledge.yaml_source import YamlSource

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], source: YamlSource) -> Model:
    """The file as a model; raises PackError with one finding per mistake."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise PackError(_findings(model, source, error)) from error


def _findings(model: type[BaseModel], source: YamlSource, error: ValidationError) -> list[Finding]:
    seen: dict[tuple[int, int], Finding] = {}
    for item in error.errors(include_url=False):
        path = _data_path(source.data, item["loc"])
        line, column = source.mark(path)
        suggestion = ""
        if item["type"] == "extra_forbidden":
            line, column = source.marks.get((*path, "<key>"), (line, column))
            key = str(path[-1]) if path else ""
            message = f"the key {key!r} is not known here."
            suggestion = did_you_mean(key, _keys(model, path[:-1]))
        else:
            where = ".".join(str(p) for p in path) or "the file"
            message = f"{where}: {_words(item)}."
        seen.setdefault((line, column), Finding(source.name, line, column, message, suggestion))
    return list(seen.values())


def _data_path(data: Any, loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Pydantic's location without the names of union members, which are not in the data."""
    path: list[str | int] = []
    for step in loc:
        inside = (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        )
        if inside:
            data = data[step]
            path.append(step)
        elif step == loc[-1] and isinstance(step, str) and isinstance(data, dict):
            path.append(step)
    return tuple(path)


def _words(item: Any) -> str:
    """Pydantic's message in the words of a rule writer."""
    message = str(item["msg"])
    if item["type"] == "missing":
        return "is missing"
    return message[0].lower() + message[1:]


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys that the schema allows at `path`, as far as it can be followed."""
    schema: Any = model.model_json_schema()
    definitions = schema.get("$defs", {})
    for step in path:
        schema = _resolve(schema, definitions)
        schema = schema.get("items", {}) if isinstance(step, int) else _property(schema, step)
    return list(_resolve(schema, definitions).get("properties", {}))


def _property(schema: Any, step: str) -> Any:
    named = schema.get("properties", {}).get(step)
    return named if named is not None else schema.get("additionalProperties", {}) or {}


def _resolve(schema: Any, definitions: Any) -> Any:
    """Follow references and take the object member of a union."""
    for _ in range(5):
        if "$ref" in schema:
            schema = definitions.get(str(schema["$ref"]).rsplit("/", 1)[-1], {})
        elif "anyOf" in schema:
            objects = [m for m in schema["anyOf"] if "$ref" in m or m.get("type") in ("object", "array")]
            schema = objects[0] if objects else {}
        else:
            break
    return schema
