"""The rule pack's files: YAML with positions, checked against the models of their formats."""
