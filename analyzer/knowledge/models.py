"""The formats of the pack's files as pydantic models: the one place that says which keys exist.

They serve for checking and for the JSON Schema of editors; the engine works on the compiled values instead.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Level = Literal["error", "warning", "info", "debug", "trace"]
Weight = Literal["decisive", "strong", "moderate", "weak"]
Risk = Literal["none", "reads", "resets", "writes", "erases"]
KindName = Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$")]
IdName = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[a-z0-9]+)*$")]


class Strict(BaseModel):
    """Base of all: unknown keys are mistakes, numbers where text is wanted become text."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True, populate_by_name=True)


class SampleModel(Strict):
    """A sample line with the fields that must be read from it."""

    text: str
    fields: dict[str, str | int | float] = {}


class MessageModel(Strict):
    """One message that a tool can log."""

    id: IdName
    kind: KindName
    level: Level = "info"
    pattern: str | None = None
    patterns: list[str] = []
    regex: str | None = None
    types: dict[str, str] = {}
    at: Literal["whole", "inside", "phrase"] = "whole"
    sets: dict[str, str] = {}
    const: dict[str, str | int] = {}
    continues: bool = False
    format: str | None = None
    note: str | None = None
    samples: Annotated[list[str | SampleModel], Field(min_length=1)]


class MessagesFile(Strict):
    """rules/messages/<tool>.yaml: what one tool prints.

    `part` says what it is to its user: an app that runs commands (with windows or without), a command, a library under
    one of these, or a part of the computer. Of several in one log the outermost is the tool that the user ran.
    """

    tool: str
    title: str
    part: Literal["app", "command", "library", "computer"] = "command"
    entries: list[MessageModel]


class CodeModel(Strict):
    """One error code of a layer."""

    code: int | None
    name: str | None = None
    aliases: list[str] = []
    since: str | None = None
    until: str | None = None
    meaning: str
    usually: list[str] = []
    umbrella: bool = False
    warning: bool = False
    unnamed_in: list[str] = []
    text: list[str] = []
    note: str | None = None


class CodesFile(Strict):
    """rules/codes/<layer>.yaml: the codes of one layer."""

    layer: str
    title: str
    tool: str | None = None
    number: Literal["signed32", "unsigned"] = "unsigned"
    notations: list[str] = []
    source: list[str] = []
    codes: list[CodeModel]


class HeadModel(Strict):
    """One style of line head."""

    id: IdName
    format: str | None = None
    tool: str | None = None
    level: str | None = None
    regex: str
    note: str | None = None
    samples: Annotated[list[str], Field(min_length=1)]


class HeadsFile(Strict):
    """rules/vocabulary/heads.yaml."""

    heads: list[HeadModel]


class OperationModel(Strict):
    """One kind of operation and the events that bound it."""

    kind: KindName
    title: str
    medium: Literal["swd", "serial", "usb", "host"]
    starts: list[KindName] = []
    inside: list[KindName] = []
    fails: list[KindName] = []
    succeeds: list[KindName] = []
    note: str | None = None


class SessionsModel(Strict):
    """Which events part the runs of a tool, and which tell that a paste was not cut at its head."""

    starts: list[KindName]
    begins: list[KindName]


class OperationsFile(Strict):
    """rules/vocabulary/operations.yaml."""

    operations: list[OperationModel]
    sessions: SessionsModel
    groups: dict[str, str]


class DeviceModel(Strict):
    """Which printed device names belong to which part and family."""

    match: str
    family: str
    part: str | None = None
    note: str | None = None


class DevicesFile(Strict):
    """rules/vocabulary/devices.yaml."""

    families: list[str]
    devices: list[DeviceModel]


class RootModel(Strict):
    """A folder that holds what a family of programs keeps, per operating system."""

    id: IdName
    title: str
    variable: str | None = None
    windows: str
    macos: str
    linux: str


class PlaceModel(Strict):
    """Where one program keeps its logs."""

    id: IdName
    title: str
    root: IdName
    folder: str
    files: str
    newest: Literal["name", "time"]
    note: str | None = None


class PlacesFile(Strict):
    """rules/vocabulary/places.yaml."""

    roots: list[RootModel]
    places: list[PlaceModel]


class CheckModel(Strict):
    """A look at the host, the probe or the device."""

    id: Annotated[str, Field(pattern=r"^[a-z]+\.[a-z-]+$")]
    asks: str
    side_effect: Literal["host", "probe", "target", "halt", "reset"]
    outcomes: dict[str, str]
    how: str
    requires: list[str] = []
    note: str | None = None


class ChecksFile(Strict):
    """rules/vocabulary/checks.yaml."""

    checks: list[CheckModel]


class WeightsFile(Strict):
    """rules/vocabulary/weights.yaml: the numbers behind the words, in decibans unless said otherwise."""

    evidence: dict[Weight, float]
    priors: dict[Literal["common", "occasional", "uncommon", "rare"], float]
    none_of_these: float
    likely: float
    leader: float
    possible: float
    costs: dict[str, float]
    note: str | None = None


class FactModel(Strict):
    """A fact with the sentence that says what it means."""

    is_: Annotated[str, Field(alias="is")]
    says: str | None = None


class AppliesModel(Strict):
    """Where a cause can occur at all; empty means anywhere."""

    tools: list[str] = []
    families: list[str] = []


class SpeaksModel(Strict):
    """What an answer or an observation says about the cause."""

    for_: Annotated[Weight | None, Field(alias="for")] = None
    against: Weight | None = None


class AskModel(Strict):
    """A question to the person."""

    question: str | None = None
    yes: SpeaksModel | None = None
    no: SpeaksModel | None = None


class CauseModel(Strict):
    """How a cause is weighed."""

    needs: str
    prior: Literal["common", "occasional", "uncommon", "rare"]
    for_: Annotated[dict[str, Weight], Field(alias="for")] = {}
    against: dict[str, Weight] = {}
    same: list[list[str]] = []
    supersedes: list[str] = []
    rules_out: list[str] = []
    by_elimination: bool = False


class FixModel(Strict):
    """One step of the cure."""

    do: str
    run: str | None = None
    risk: Risk
    loses: str | None = None
    if_: Annotated[str | None, Field(alias="if")] = None


class RuleTestModel(Strict):
    """A log inside the rule, and what must come of it."""

    name: str
    log: str
    cause: Literal["likely", "possible", "ruled-out", "absent"]
    lines: list[int] = []
    answers: dict[str, str] = {}


class RuleFile(Strict):
    """rules/causes/<area>/<id>.yaml: one cause."""

    id: IdName
    title: str
    applies: AppliesModel = AppliesModel()
    facts: dict[str, str | FactModel]
    cause: CauseModel
    checks: dict[str, dict[str, SpeaksModel]] = {}
    ask: dict[str, AskModel] = {}
    explain: str
    fix: list[FixModel] = []
    compatible: list[str] = []
    refs: list[str] = []
    tests: list[RuleTestModel] = []
