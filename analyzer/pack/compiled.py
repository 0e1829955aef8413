"""The compiled pack: everything the analysis knows."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.engine.rules import RuleBase
from analyzer.pack.places import Place
from analyzer.parsing.grammar import LogGrammar
from analyzer.redact.kinds import NOTHING_PRIVATE, PrivateKinds


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything the analysis knows."""

    grammar: LogGrammar
    base: RuleBase
    fingerprint: str
    """Hash of the files and of the program that compiled them."""
    places: tuple[Place, ...] = ()
    """Where programs keep their logs; the first is meant when none is named."""
    private: PrivateKinds = NOTHING_PRIVATE
    """What is private in a log; `analyzer.pack.private.private_kinds` adds what the rules know."""
