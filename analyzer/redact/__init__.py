"""Private values of a log replaced by stable tokens, so that it can be shown without changing its diagnosis.

`Tokens` are those of one run; `redacted` gives a text with tokens in it. What is private stands in
`rules/vocabulary/private.yaml`; `analyzer.pack.private.private_kinds` gives it for a compiled pack.
"""

from __future__ import annotations

from analyzer.redact.kinds import PrivateKinds
from analyzer.redact.learning import teach
from analyzer.redact.redaction import Redacted, prepare, redacted
from analyzer.redact.tokens import Given, Tokens

__all__ = ["Given", "PrivateKinds", "Redacted", "Tokens", "prepare", "redacted", "teach"]
