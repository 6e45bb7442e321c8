"""Number words that newspapers print, up to a hundred, and the words of fractions."""

# Written out, since the library of number words takes seconds to import, and checks are to answer at once.
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = (
    "_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_ORDINALS = (
    "_", "_", "_", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip


def spelled_out(number: int) -> str:
    """A whole number up to a hundred in words: 42 -> "forty-two"."""
    if number == 100:
        return "one-hundred"
    tens, ones = divmod(number, 10)
    return _ONES[number] if number < 20 else _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


DIGITS = {spelled_out(n): str(n) for n in range(101)} | {"nil": "0"}
DENOMINATOR_WORD = {2: "half"} | {n: "quarter" if n == 4 else _ORDINALS[n] for n in range(3, 21)}
DENOMINATORS = {word: n for n, word in DENOMINATOR_WORD.items()}
DENOMINATORS |= {word + "s": n for word, n in DENOMINATORS.items() if n > 2}
_TOPS = {"a": 1, "an": 1} | {w: int(n) for w, n in DIGITS.items() if 0 < int(n) < 20}
DIGITS |= {f"{top}-{word}": f"{n} {word}" for top, n in _TOPS.items() for word in DENOMINATORS}
