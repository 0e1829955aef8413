"""Unknown errors of all tickets, alike ones together: the work list for new rules, the most frequent first."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drain3 import TemplateMiner
from drain3.masking import MaskingInstruction
from drain3.template_miner_config import TemplateMinerConfig

from analyzer.triage.row import Row, UnknownError

# Values that vary within one message whatever its language; drain finds the rest by comparing.
_MASKS = (
    (r"(?<![A-Za-z0-9])0x[0-9A-Fa-f]+", "hex"),
    (r"(?<![A-Za-z0-9_.])[0-9A-Fa-f]{8,}(?![A-Za-z0-9_])", "hex"),
    (r"(?:[A-Za-z]:\\|/)[^\s'\"]{3,}", "path"),
    (r"(?<![A-Za-z0-9_])[-+]?\d+(?:\.\d+)*(?![A-Za-z0-9_])", "number"),
)
_LONGEST = 300
"""Characters of a text that are compared; what tells messages apart stands at their beginning."""
_DEPTH = 4
_LIKENESS = 0.5
"""Share of equal words from which drain takes two texts for one message (its authors' value for mixed logs)."""
_MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Cluster:
    """Texts that look like one message."""

    id: str
    """Short and stable: the same message gets the same one in another run."""
    template: str
    """The message, what varies as `<*>` or by its kind, e.g. `<hex>`."""
    tickets: int
    """Number of tickets that have it."""
    count: int
    """How often all of them have it together."""
    example: UnknownError
    ticket: str
    """Name of the ticket of the example."""
    names: tuple[str, ...]
    """Some of the tickets, in order."""
    closest: str | None
    """The most similar message that is known."""
    texts: frozenset[str]
    """The different texts, as they were compared."""

    def members(self, rows: Iterable[Row]) -> Iterator[tuple[str, UnknownError]]:
        """The errors of the cluster among rows, each with the name of its ticket."""
        for row in rows:
            yield from ((row.name, error) for error in row.unknown if _compared(error) in self.texts)


def clustered(rows: Iterable[Row]) -> list[Cluster]:
    """The clusters over the unknown errors of all rows: by number of tickets, then by number of errors."""
    miner = _miner()
    errors = [(row, error) for row in rows for error in row.unknown]
    # The order in which texts come must not decide the result: the shortest first, each text once.
    texts = sorted({_compared(error) for _, error in errors}, key=lambda text: (len(text), text))
    number = {text: miner.add_log_message(text)["cluster_id"] for text in texts}
    members: dict[int, list[tuple[Row, UnknownError]]] = defaultdict(list)
    for row, error in errors:
        members[number[_compared(error)]].append((row, error))
    templates = {one.cluster_id: one.get_template() for one in miner.drain.clusters}
    found = [_cluster(templates[key], group) for key, group in members.items()]
    return sorted(found, key=lambda one: (-one.tickets, -one.count, one.template))


def _miner() -> TemplateMiner:
    config = TemplateMinerConfig()
    config.drain_depth = _DEPTH
    config.drain_sim_th = _LIKENESS
    config.mask_prefix, config.mask_suffix = "<", ">"
    config.masking_instructions = [MaskingInstruction(pattern, kind) for pattern, kind in _MASKS]
    return TemplateMiner(config=config)


def _compared(error: UnknownError) -> str:
    return " ".join(error.text[:_LONGEST].split())


def _cluster(template: str, members: Sequence[tuple[Row, UnknownError]]) -> Cluster:
    row, example = members[0]
    names = tuple(dict.fromkeys(one.name for one, _ in members))
    return Cluster(
        id=hashlib.sha256(template.encode("utf-8", "backslashreplace")).hexdigest()[:8],
        template=template,
        tickets=len(names),
        count=sum(error.count for _, error in members),
        example=example,
        ticket=row.name,
        names=names[:_MOST_NAMES],
        closest=next((error.closest for _, error in members if error.closest), None),
        texts=frozenset(_compared(error) for _, error in members),
    )
