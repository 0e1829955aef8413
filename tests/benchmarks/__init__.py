"""Benchmarks: `python -m tests.benchmarks` measures this program beside others, in one run on one machine."""
