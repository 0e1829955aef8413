"""The format of the files of what is private, beside those of models.py."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from analyzer.knowledge.models import IdName, Strict


class RedactedModel(Strict):
    """A text, and what becomes of it when its private values are replaced."""

    text: str
    becomes: str


class ShapeModel(Strict):
    """One way in which a private value stands in a text: the group `private` of the expression."""

    regex: str
    needs: list[str] = []
    run: int = 0
    after: str | None = None
    walk: Literal["rooted", "absolute", "server", "loose", "url"] | None = None
    luhn: bool = False
    sure: bool = False
    note: str | None = None


class PrivateKindModel(Strict):
    """One kind of private value."""

    id: IdName
    title: str
    form: Literal[
        "digits", "imei", "iccid", "imsi", "hex", "mac", "uuid", "net", "mail", "word", "serial", "secret"
    ]
    words: list[Annotated[str, Field(pattern=r"^[a-z]{1,8}$")]] = []
    shapes: list[ShapeModel] = []
    not_after: str | None = None
    not_before: str | None = None
    keeps: list[str] = []
    learn: Literal["any", "unusual"] | None = None
    unlearned: list[str] = []
    note: str | None = None
    samples: list[RedactedModel] = []


class PathsModel(Strict):
    """Names in paths that tell who lives where."""

    homes: list[str] = []
    suffixes: list[str] = []
    named: list[str] = []


class AddressesModel(Strict):
    """Names in addresses that tell what is whose."""

    members: list[str] = []
    shared: list[str] = []
    owners: list[str] = []
    secrets: list[str] = []


class PrivateFile(Strict):
    """rules/vocabulary/private*.yaml: what is private in a log, and what is not; the files of a pack are joined."""

    kinds: list[PrivateKindModel] = []
    paths: PathsModel = PathsModel()
    addresses: AddressesModel = AddressesModel()
    words: list[str] = []
    clear: list[str] = []
    not_covered: list[str] = []
