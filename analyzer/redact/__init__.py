"""Private values of a log replaced by stable tokens, so that it can be shown without changing its diagnosis."""
