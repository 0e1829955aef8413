"""YAML with positions: plain data, and for each value the line and column it was written at.

Only `true` and `false` are booleans (the yes/no/on/off of YAML 1.1 stay words, rules use them as answers), and
numbers with a point stay text, since most of them here are versions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from analyzer.knowledge.errors import Finding, PackError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0x[0-9a-fA-F]+|\d+)\Z")
_MAX_NODES = 200_000  # the largest file of the pack has some 20,000; an alias bomb passes any number quickly

Mark = tuple[int, int]
"""Line and column, both counted from 1."""
Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class YamlSource:
    """One parsed file."""

    name: str
    data: Any
    marks: dict[Path_, Mark] = field(default_factory=dict)
    """Position of every value by its path; a key's own position under the path plus `"<key>"`."""
    scalars: dict[Path_, bool] = field(default_factory=dict)
    """For text values: True when it is a block (`|` or `>`), whose text starts on the next line."""

    def mark(self, path: Path_) -> Mark:
        """Position of the value at `path`, or of the nearest enclosing value."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))

    def finding(self, path: Path_, message: str, suggestion: str = "", check: str = "format") -> Finding:
        """A finding at the value at `path`."""
        line, column = self.mark(path)
        return Finding(self.name, line, column, message, suggestion, check)


def load_yaml(path: Path, name: str | None = None) -> YamlSource:
    """Read one file.

    Raises PackError naming file, line and column when it is unreadable or no sound YAML.
    """
    shown = name or str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PackError([Finding(shown, 1, 1, f"cannot be read: {error.strerror}.")]) from error
    except UnicodeDecodeError as error:
        where = "Save the file as UTF-8."
        raise PackError([Finding(shown, 1, 1, f"is not UTF-8 at byte {error.start}.", where)]) from error
    return parse_yaml(text, shown)


def parse_yaml(text: str, name: str) -> YamlSource:
    """Parse YAML text; `name` is used in findings. Raises PackError."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise PackError([Finding(name, line, column, f"is not YAML: {error.problem}.")]) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PackError([Finding(name, 1, 1, f"is not YAML: {str(error).splitlines()[0]}.")]) from error
    source = YamlSource(name, None)
    if node is not None:
        source.data = _Builder(source).build(node, ())
    return source


class _Builder:
    """Turns composed nodes into plain data, noting positions."""

    def __init__(self, source: YamlSource) -> None:
        self.source = source
        self.count = 0

    def build(self, node: yaml.Node, path: Path_) -> Any:
        self.count += 1
        if self.count > _MAX_NODES or len(path) > 40:
            raise PackError([Finding(self.source.name, 1, 1, "is too large or too deeply nested.")])
        mark = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.source.marks[path] = mark
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, i)) for i, child in enumerate(node.value)]
        self.source.scalars[path] = getattr(node, "style", None) in ("|", ">")
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            mark = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                raise PackError([Finding(self.source.name, *mark, "a key must be a plain word.")])
            key = str(key_node.value)
            if key in result:
                raise PackError([Finding(self.source.name, *mark, f"the key {key!r} stands here twice.")])
            self.source.marks[(*path, key, "<key>")] = mark
            result[key] = self.build(value_node, (*path, key))
        return result


def _scalar(node: yaml.Node) -> Any:
    """The value of a scalar: text, integer, boolean or None."""
    value = str(node.value)
    if not isinstance(node, yaml.ScalarNode) or node.style:
        return value
    if value in ("true", "false"):
        return value == "true"
    if value in ("", "~", "null"):
        return None
    return int(value, 0) if _INT.match(value) and not re.match(r"[-+]?0\d", value) else value
