"""The kinds of values that settings have, each with what is expected and an example that can be pasted.

A value that is refused with AdviceError is told with that advice, any other with the description and the example.
"""

import datetime as dt
import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

from cancelled_crimes.data.decoding import GARBLED, tidy

_JOINERS = "\u200c\u200d"  # that are not seen either, but belong to the spelling of Persian or Hindi, and to emoji
_HIDDEN = ("Cc", "Cf", "Co", "Cs", "Cn")  # categories of characters that are not seen: controls, marks of direction
_HOST = r"[^\W_]([\w-]*[^\W_])?(\.[^\W_]([\w-]*[^\W_])?)+"
_WEB = re.compile(rf"(https?://)?{_HOST}(:\d+)?(/[^\s\"'<>]*)?")
_MAIL = re.compile(rf"[^\s@\"'<>:/]+@{_HOST}")
_PHONE = re.compile(r"\+?[\d ()/-]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


class AdviceError(ValueError):
    """What is wrong with a value, and the value to write instead."""

    def __init__(self, what: str, mend: str) -> None:
        """Keep both apart: the mend comes last in a message."""
        super().__init__(what)
        self.mend = mend


def _seen(value: str) -> str:
    """Text on one line, of characters that are seen."""
    value = " ".join(value.split())
    hidden = [c for c in value if unicodedata.category(c) in _HIDDEN and c not in _JOINERS]
    if hidden:
        shown = "".join(c for c in value if c not in hidden)
        raise AdviceError(
            f"it holds a character that is not seen (U+{ord(hidden[0]):04X})", f'Write "{shown}" by hand.'
        )
    if not value:
        raise ValueError("it is empty")
    return value


_TAKEN_OTHERWISE = "=+-@./\\"  # in front, spreadsheets take these for a formula, shells and addresses for a path


def _a_name(value: str) -> str:
    """A name as the cells of the data are read: what is left out of those cannot be in it."""
    plain = unicodedata.normalize("NFC", tidy(value))
    if value != plain and plain:
        raise AdviceError(
            "names in the data are read with plain blanks and straight quotation marks", f'Write "{plain}".'
        )
    _seen(value)
    if GARBLED.search(value):
        raise AdviceError("its letters were lost when the file was saved in another encoding", "Type it afresh.")
    if value[0] in _TAKEN_OTHERWISE or ";" in value:
        marks = f'begins with "{value[0]}"' if value[0] in _TAKEN_OTHERWISE else 'holds a ";"'
        raise AdviceError(f"a name that {marks} cannot stand in the data", "Write it without, here and there.")
    return value


def _matching(form: re.Pattern[str], value: str) -> str:
    if not form.fullmatch(value):
        raise ValueError
    return value


def _a_web_address(value: str) -> str:
    return _matching(_WEB, _seen(value)) if value else value


def _a_phone_number(value: str) -> str:
    if value and len(re.findall(r"\d", value)) < 3:
        raise ValueError
    return _matching(_PHONE, _seen(value)) if value else value


def _a_contact(value: str) -> str:
    value = _seen(value)
    return value if _MAIL.fullmatch(value) else _a_web_address(value)


def _a_colour(value: str) -> str:
    short = re.fullmatch("#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", value)
    if short and not _COLOUR.fullmatch(value):
        digits = short[1] if len(short[1]) == 6 else "".join(2 * c for c in short[1])
        raise AdviceError("a colour here is # and six digits or letters from a to f", f'Write "#{digits}".')
    return _matching(_COLOUR, value).lower()


def _in_steps(value: float, steps: int) -> float:
    """A level as it can be printed: a rounded one would be a false one."""
    if abs(value * steps - round(value * steps)) > 1e-9:
        raise ValueError("pages would print it rounded")
    return value


def _each_once(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        again = next(v for n, v in enumerate(values) if v in values[:n])
        raise AdviceError(f'"{again}" stands there twice', "Delete one of the two.")
    return values


# Limits come first, so that what follows them meets no text without end and no number that is none.
Text = Annotated[
    str, Field(max_length=200, description="text of 1 to 200 letters", examples=["Data desk"]), AfterValidator(_seen)
]
Word = Annotated[str, Field(max_length=100, description="a word or a few, as in a sentence"), AfterValidator(_seen)]
Name = Annotated[str, Field(max_length=200, description="a name"), AfterValidator(_a_name)]
Names = Annotated[list[Name], AfterValidator(_each_once)]
Contact = Annotated[
    str,
    Field(max_length=200, description="an e-mail or web address", examples=["desk@example.org"]),
    AfterValidator(_a_contact),
]
Web = Annotated[
    str,
    Field(max_length=200, description="a web address", examples=["www.example.org"]),
    AfterValidator(_a_web_address),
]
Phone = Annotated[
    str,
    Field(max_length=40, description="a telephone number of digits and blanks", examples=["0808 500 2222"]),
    AfterValidator(_a_phone_number),
]
Language = Annotated[
    str,
    Field(max_length=40, description="the code of a language", examples=["en-GB"]),
    AfterValidator(lambda value: _matching(_LANGUAGE, value)),
]
Colour = Annotated[
    str,
    Field(max_length=40, description="a colour: # and six digits or letters from a to f", examples=["#9a3412"]),
    AfterValidator(_a_colour),
]
Day = Annotated[
    dt.date,
    Field(
        ge=dt.date(2000, 1, 1),
        le=dt.date(2099, 12, 31),
        description="a day from 2000 to 2099: year-month-day, without quotation marks",
        examples=[dt.date(2026, 11, 24)],
    ),
]
Share = Annotated[
    float,
    Field(gt=0, lt=1, allow_inf_nan=False, description="a share, more than 0 and less than 1", examples=[0.5]),
]
Level = Annotated[
    float,
    Field(ge=0.5, le=0.99, description="a level in whole percents, from 0.5 to 0.99", examples=[0.95]),
    AfterValidator(lambda value: _in_steps(value, 100)),
]
Limit = Annotated[
    float,
    Field(ge=0.5, le=0.999, description="a level in tenths of a percent, from 0.5 to 0.999", examples=[0.95]),
    AfterValidator(lambda value: _in_steps(value, 1000)),
]
SampleSize = Annotated[
    int, Field(ge=1, le=1000, description="a whole number of records, from 1 to 1000", examples=[30])
]
