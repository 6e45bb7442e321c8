"""From the bytes of a file to text: the encodings that spreadsheets save in."""

import codecs
import re

# What UTF-8 looks like after it was read as Windows-1252 and saved again, and the sign for a character that was lost.
GARBLED = re.compile("Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]|â€|Â[\u00a0-\u00bf]|\ufffd")

_SPACES = re.compile("[ \t\r\n\v\f\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+")
_TYPOGRAPHY = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ",
})  # fmt: skip
# Harmless where they stand, and of no meaning: zero-width space, left-to-right mark, byte order mark, soft hyphen.
_IDLE = re.compile("[\u200b\u200e\ufeff\u00ad]")


WINDOWS = "Windows-1252"
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTERS = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


class UnreadableError(ValueError):
    """Bytes that are no text; the message says what they are, `mend` what to do."""

    def __init__(self, what: str, mend: str) -> None:
        """Keep what the bytes are, and what to do about it."""
        super().__init__(what)
        self.mend = mend


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding, "" for plain UTF-8.

    UTF-8 with or without a byte order mark, UTF-16 and Windows-1252 are read. Raises UnreadableError for a workbook,
    for UTF-8 or UTF-16 that is cut short or broken, and for bytes that none of them has.
    """
    if content.startswith(b"PK\x03\x04"):
        raise UnreadableError("an Excel or LibreOffice workbook", "Open it and save it as CSV (UTF-8).")
    wide = "" if content.startswith(codecs.BOM_UTF8) else _utf_16(content)
    try:
        if wide:
            return content.decode(wide).removeprefix("\ufeff"), "UTF-16"
        text = content.decode("utf-8")
        marked = text.startswith("\ufeff")
        return text.removeprefix("\ufeff"), "UTF-8 with a byte order mark" if marked else ""
    except UnicodeDecodeError as error:
        if wide or content.startswith(codecs.BOM_UTF8) or _was_utf_8(content, error):
            raise _broken(wide or "utf-8", content, error.start) from None
    try:
        return content.decode("cp1252"), WINDOWS
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"bytes that are neither UTF-8 nor Windows-1252 (at byte {error.start + 1})", "Save it as CSV (UTF-8)."
        ) from None


def _was_utf_8(content: bytes, error: UnicodeDecodeError) -> bool:
    """Whether bytes that do not decode are UTF-8 all the same, cut short or broken in places.

    They are if the last character is not complete, or if letters of several bytes are not fewer than stray bytes: in
    Windows-1252 such letters come about by rare chance only.
    """
    if error.reason == "unexpected end of data":
        return True
    letters = len(_LETTERS.findall(content))
    return letters > 0 and letters >= len(_HIGH.findall(_LETTERS.sub(b" ", content)))


def _broken(encoding: str, content: bytes, start: int) -> UnreadableError:
    line = content[:start].decode(encoding, errors="ignore").count("\n") + 1
    name = "UTF-16" if "16" in encoding else "UTF-8"
    what = f"{name} text that breaks off or is damaged in line {line}, at byte {start + 1}"
    return UnreadableError(what, "Compare that line with its source or take the file afresh, and save as CSV (UTF-8).")


def tidy(cell: str) -> str:
    """A cell without the marks of a word processor: straight quotes, plain spaces, none doubled or at the ends.

    Control characters stay, to be refused.
    """
    if cell.isascii() and cell.isprintable():
        return " ".join(cell.split())
    return _SPACES.sub(" ", cell.translate(_TYPOGRAPHY)).strip(" ")


def without_idle(cell: str) -> str:
    """A tidy cell without invisible characters that mean nothing."""
    return tidy(_IDLE.sub("", cell))


def _utf_16(content: bytes) -> str:
    """The flavour of UTF-16 that the bytes are in, "" for none; without a mark it shows by the zero bytes."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = len(content) // 4  # in Latin text every other byte is zero; a quarter of the file is proof enough
    if half and content[1::2].count(0) > half:
        return "utf-16-le"
    return "utf-16-be" if half and content[0::2].count(0) > half else ""
