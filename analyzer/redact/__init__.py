"""Private values of a log replaced by stable tokens, so that it can be shown without changing its diagnosis.

`redaction.redacted` gives a text with tokens in it, `tokens.Tokens` are those of one run, `redaction.prepare` lets them
learn from further texts before. What is private stands in `rules/vocabulary/private*.yaml`; for a compiled pack
`analyzer.pack.private.private_kinds` gives it.
"""
