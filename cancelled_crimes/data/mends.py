"""What to write instead: a proposal for a cell that is not as expected."""

import datetime as dt
import re
from collections.abc import Iterable

from cancelled_crimes.data.decoding import GARBLED
from cancelled_crimes.data.dictionary import Field
from cancelled_crimes.settings import closest

_DATE_FORMS = ("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%Y-%m-%d %H:%M:%S")
_MONTH_FORMS = ("%B %Y", "%b %Y", "%m/%Y", "%Y/%m", "%b-%y")
_DAY_ZERO = dt.date(1899, 12, 30)  # of the spreadsheets' serial dates
_SERIAL_DATES = range(20_000, 60_000)  # 1954 to 2064


def mend(kind: str, field: Field, value: str, names: Iterable[str]) -> str:
    """A sentence that says what to do about a value; `names` are those valid in the column, if it has a list."""
    if kind == "text":
        garbled = "Copy it afresh from the source: letters were lost when the file was saved in another encoding."
        return (
            garbled if GARBLED.search(value) else "Write the value itself: a spreadsheet would run this as a formula."
        )
    if kind == "required":
        return f"Fill it in{_for_example(field)}; if it is not known, delete the row."
    if kind in ("enum", "known"):
        return _known_name(field, closest(value, names))
    if field.type in ("date", "yearmonth", "integer", "number"):
        return _number_or_date(field, value)
    return f"Write it{_for_example(field)}."


def _known_name(field: Field, near: str) -> str:
    if "units" not in field.known:
        return f'Write "{near}".' if near else f"Write {field.expected}."
    if near:
        return f'Write "{near}"; if that is the misspelt one, mend it there.'
    return f"Write {field.expected}. Another name of a force belongs into aliases.csv."


def as_date(value: str) -> dt.date | None:
    """The day that a value may stand for: 13/02/2018, 13 February 2018, or a spreadsheet's day number (43144)."""
    for form in _DATE_FORMS:
        try:
            return dt.datetime.strptime(value, form).date()
        except ValueError:
            continue
    if re.fullmatch("[0-9]{5}", value) and int(value) in _SERIAL_DATES:
        return _DAY_ZERO + dt.timedelta(days=int(value))
    return None


def _number_or_date(field: Field, value: str) -> str:
    if field.type == "yearmonth":
        month = _as_month(value)
        return f"Write {month}." if month else "Write the year, a hyphen and the month."
    day = as_date(value) if field.type == "date" or field.unit == "year" else None
    if day:
        wanted = f"{day.year}" if field.unit == "year" else day.isoformat()
        return f"Write {wanted} if {day.day} {day:%B %Y} is meant."
    if field.type == "date":
        return "Write year-month-day, and leave it empty where the day is not known."
    plain = re.sub(r"\.0+$", "", value.replace(",", "").replace("%", "").strip())
    within = re.fullmatch(r"[0-9]+(\.[0-9]+)?", plain) and _in_range(float(plain), field)
    if within and (field.type == "number" or plain.isdigit()):
        return f"Write {plain}."
    return f"Look it up in the source, and write {field.expected}."


def _as_month(value: str) -> str:
    day = as_date(value)
    for form in _MONTH_FORMS:
        try:
            day = day or dt.datetime.strptime(value, form).date()
        except ValueError:
            continue
    return f"{day:%Y-%m}" if day else ""


def _in_range(number: float, field: Field) -> bool:
    return (field.minimum is None or number >= field.minimum) and (field.maximum is None or number <= field.maximum)


def _for_example(field: Field) -> str:
    return f', such as "{field.example}"' if field.example else ""
