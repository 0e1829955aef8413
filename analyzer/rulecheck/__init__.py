"""Checking a rule pack: what the compiler cannot see, and the tests that rules and corpus carry."""
