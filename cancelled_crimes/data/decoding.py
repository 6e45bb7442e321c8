"""From the bytes of a file to text: the encodings that spreadsheets save in."""

import codecs
import re

# What UTF-8 looks like after it was read as Windows-1252 and saved again, and the sign for a character that was lost.
GARBLED = re.compile("Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]|â€|Â[\u00a0-\u00bf]|\ufffd")

_TYPOGRAPHY = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u200b": None, "\u200e": None, "\ufeff": None,
    "\u00ad": None,
})  # fmt: skip


class UnreadableError(ValueError):
    """Bytes that are no text; the message says what they are, `mend` what to do."""

    def __init__(self, what: str, mend: str) -> None:
        """Keep what the bytes are, and what to do about it."""
        super().__init__(what)
        self.mend = mend


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding, "" for plain UTF-8.

    UTF-8 with or without a byte order mark, UTF-16 and Windows-1252 are read. Raises UnreadableError for a workbook
    and for bytes that none of them has.
    """
    if content.startswith(b"PK\x03\x04"):
        raise UnreadableError("an Excel or LibreOffice workbook", "Open it and save it as CSV (UTF-8).")
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig", errors="replace"), "UTF-8 with a byte order mark"
    wide = _utf_16(content)
    if wide:
        return content.decode(wide, errors="replace").removeprefix("\ufeff"), "UTF-16"
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"bytes that are neither UTF-8 nor Windows-1252 (at byte {error.start})", "Save it as CSV (UTF-8)."
        ) from None


def tidy(cell: str) -> str:
    """A cell without the marks of a word processor: straight quotes, plain spaces, none doubled or at the ends."""
    return " ".join(cell.translate(_TYPOGRAPHY).split())


def _utf_16(content: bytes) -> str:
    """The flavour of UTF-16 that the bytes are in, "" for none; without a mark it shows by the zero bytes."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = len(content) // 4  # in Latin text every other byte is zero; a quarter of the file is proof enough
    if half and content[1::2].count(0) > half:
        return "utf-16-le"
    return "utf-16-be" if half and content[0::2].count(0) > half else ""
