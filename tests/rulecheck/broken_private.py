"""Mistakes in what is private: what is changed in the tiny pack, and where a check must find it."""

from __future__ import annotations

from broken import Broken
from tiny_pack import PRIVATE

PRIVATE_VALUES = [
    Broken("private-sample", PRIVATE, 'becomes: "opened by us1"', 'becomes: "opened by user1"'),
    Broken("private-sample", PRIVATE, 'becomes: "house h1x"', 'becomes: "house Elm"'),
    Broken("private-unshown", PRIVATE, "'opened by (?P", "'closed by (?P"),
    Broken("private-clear", PRIVATE, "words: [nobody]", "words: [somebody]", at="clear:"),
    Broken("private-clear", PRIVATE, '"opened by nobody"', '"opened by everybody"'),
    Broken("private-word", PRIVATE, "words: [user, us, u]", "words: [dir, us, u]"),
    Broken(
        "private-slow",
        PRIVATE,
        "'key=(?P<private>\\w{4,40})'",
        "'key=(?P<private>(?:\\w+\\w*)+\\w)(?![\\w ])'",
    ),
    Broken("regex-nested", PRIVATE, "'house (?P<private>\\w{2,40})'", "'house (?P<private>(?:\\w+)+)'"),
    Broken("regex-greedy", PRIVATE, "'house (?P<private>\\w{2,40})'", "'house.*(?P<private>\\w\\w)'"),
]
