"""Images to write: Intel HEX, and a package for the modem of an nRF9160 in the layout of the real ones."""

from __future__ import annotations

import io
import zipfile

__all__ = ["intel_hex", "modem_package"]

Part = tuple[int, bytes]
"""An address and the bytes from there."""


def _record(kind: int, address: int, payload: bytes) -> str:
    body = bytes([len(payload), address >> 8 & 0xFF, address & 0xFF, kind]) + payload
    return f":{body.hex().upper()}{-sum(body) & 0xFF:02X}"


def _part(start: int, data: bytes) -> list[str]:
    lines, upper = [], None
    for at in range(start, start + len(data), 16):
        if at >> 16 != upper:
            upper = at >> 16
            lines.append(_record(4, 0, upper.to_bytes(2, "big")))
        lines.append(_record(0, at & 0xFFFF, data[at - start : at - start + 16]))
    return lines


def intel_hex(parts: list[Part]) -> str:
    """The text of a HEX file."""
    lines = [line for start, data in parts for line in _part(start, data)]
    return "\n".join([*lines, _record(1, 0, b"")]) + "\n"


def modem_package(image: bytes, key: str = "3c6d9f1", loader_version: str = "1.1.2") -> bytes:
    """The bytes of a zip with a loader, metadata, an image and a digest; arbitrary bytes where firmware would be."""
    contents = {
        f"{key}.ipc_dfu.signed_{loader_version}.ihex": intel_hex([(0x2000000C, image[:1024])]),
        "firmware.update.image.segments.0.hex": intel_hex([(0x01002000, image[:256])]),
        "firmware.update.image.segments.1.hex": intel_hex(
            [(0x00050000 + 4 * at, image[at : at + 0x4000]) for at in range(0, len(image), 0x4000)]
        ),
        "firmware.update.image.digest.txt": f"SHA256 of all ranges in ascending address order: {'0' * 64}",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in contents.items():
            package.writestr(name, text)
    return out.getvalue()
