"""The rule pack: all files of `rules/` and of the user's own packs, compiled to what the analysis works with."""

from __future__ import annotations

from analyzer.pack.cache import load_pack
from analyzer.pack.compiled import Pack
from analyzer.pack.files import PackFile, builtin_corpus, builtin_rules, language_files, pack_files

__all__ = ["Pack", "PackFile", "builtin_corpus", "builtin_rules", "language_files", "load_pack", "pack_files"]
