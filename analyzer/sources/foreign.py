"""Files that are no log at all, known by their first bytes."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.sources.errors import SourceError

_SAVE_AS_TEXT = "Save it as plain text and give that file"
_COPY_TEXT = "Copy the log as text; a picture cannot be read"
_UNPACK = "Unpack it and give the folder, or pack the logs as zip or gz"
_GIVE_LOG = "Give the log that the tool wrote, not the file it worked on"


@dataclass(frozen=True, slots=True)
class _Signature:
    start: bytes
    title: str
    remedy: str
    offset: int = 0
    sure: bool = True
    """False when letters alone could begin a log, so that zero bytes near by must confirm it."""


_SIGNATURES = (
    _Signature(b"\x89PNG", "a PNG picture", _COPY_TEXT),
    _Signature(b"\xff\xd8\xff", "a JPEG picture", _COPY_TEXT),
    _Signature(b"GIF8", "a GIF picture", _COPY_TEXT, sure=False),
    _Signature(b"BM", "a BMP picture", _COPY_TEXT, sure=False),
    _Signature(b"WEBP", "a WebP picture", _COPY_TEXT, offset=8),
    _Signature(b"ftyp", "a film or picture", _COPY_TEXT, offset=4),
    _Signature(b"%PDF-", "a PDF document", _SAVE_AS_TEXT),
    _Signature(b"{\\rtf", "a rich-text document", _SAVE_AS_TEXT),
    _Signature(b"\xd0\xcf\x11\xe0", "an Office document", _SAVE_AS_TEXT),
    _Signature(b"From: <Saved by", "a web archive (MHTML)", "Save the page as HTML only and give that file"),
    _Signature(b"\x7fELF", "a program (ELF)", _GIVE_LOG),
    _Signature(b"MZ", "a Windows program", _GIVE_LOG, sure=False),
    _Signature(b"\xcf\xfa\xed\xfe", "a macOS program", _GIVE_LOG),
    _Signature(b"\xca\xfe\xba\xbe", "a macOS program", _GIVE_LOG),
    _Signature(b"UF2\n", "a UF2 firmware image", _GIVE_LOG, sure=False),
    _Signature(b"SQLite format 3\x00", "an SQLite database", _GIVE_LOG),
    _Signature(b"\x0a\x0d\x0d\x0a", "a packet capture", _GIVE_LOG, sure=False),
    _Signature(b"\xd4\xc3\xb2\xa1", "a packet capture", _GIVE_LOG),
    _Signature(b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    _Signature(b"Rar!\x1a", "a RAR archive", _UNPACK),
    _Signature(b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    _Signature(b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    _Signature(b"BZh", "a bzip2 archive", _UNPACK, sure=False),
    _Signature(b"ustar", "a tar archive", _UNPACK, offset=257),
)

# Far enough to meet the first length field, padding or pixel of every format above.
_CONFIRM = 256


def refuse_foreign(name: str, data: bytes) -> None:
    """Raise the error that names the format, if the file is of a known one that holds no log."""
    for known in _SIGNATURES:
        if data.startswith(known.start, known.offset) and (known.sure or _has_control(data)):
            raise SourceError(name, f"looks like {known.title}, not a log", known.remedy)


def _has_control(data: bytes) -> bool:
    return any(byte < 8 for byte in data[:_CONFIRM])
