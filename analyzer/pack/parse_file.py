"""A file of a pack as YAML with positions."""

from __future__ import annotations

from analyzer.knowledge.errors import Finding, PackError
from analyzer.knowledge.yaml_source import YamlSource, parse_yaml
from analyzer.pack.files import PackFile


def parse_file(file: PackFile) -> YamlSource:
    """The data of a file and where they stand. Raises PackError when it is no UTF-8 or no YAML."""
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 at byte {error.start}."
        raise PackError([Finding(str(file.path), 1, 1, message, "Save the file as UTF-8.")]) from error
    return parse_yaml(text, str(file.path))
