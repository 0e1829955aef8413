"""How much of an input is read: each number guards against input made to exhaust the machine."""

from __future__ import annotations

MAX_INPUT = 1024 * 1024 * 1024
"""Bytes read of one file: ten times the largest trace logs known; also an end for `/dev/zero`."""
MAX_ENTRIES = 1000
"""Entries of one archive: a support bundle has tens of logs."""
MAX_DIRECTORY = 100_000
"""Entries a zip may list at all: reading the list of more takes seconds before anything is unpacked."""
MAX_UNPACKED = 512 * 1024 * 1024
"""Bytes unpacked from one input, all its archives together: half of what one plain file may have."""
MAX_RATIO = 200
"""Unpacked by packed size: trace logs reach 20 to 60, deflate's own maximum of 1032 is reached by bombs only."""
RATIO_FROM = 1024 * 1024
"""Unpacked bytes from which the ratio counts: a short log of one repeated line is no bomb."""
MAX_DEPTH = 2
"""Archives within archives: a zip of rotated and gzipped logs has two."""
CHUNK = 64 * 1024
"""Bytes unpacked at a time, so that every bound is checked while reading."""
