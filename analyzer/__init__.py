"""nrfdoctor: a diagnostic expert system for logs of Nordic programming tools.

`analyzer.pipeline.analyze` is the library's front door: a document in, a report out.
"""

from __future__ import annotations

__version__ = "0.1.0"
