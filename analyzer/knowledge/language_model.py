"""The format of the files of a language, beside those of models.py."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from analyzer.knowledge.models import IdName, KindName, LanguageCode, Strict


class PluralModel(Strict):
    """How a language counts: its forms, and the rule of a number's form as gettext writes it."""

    forms: Annotated[list[IdName], Field(min_length=1)]
    rule: str


class LanguageFile(Strict):
    """rules/languages/<code>/<part>.yaml: what is said to customers, in one language."""

    name: str | None = None
    plural: PluralModel | None = None
    phrases: dict[KindName, str | dict[str, str]] = {}
    texts: list[dict[LanguageCode, str]] = []
