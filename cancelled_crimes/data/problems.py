"""What is wrong with a data file, told to the person who will mend it."""

from collections import Counter
from dataclasses import dataclass, replace

from cancelled_crimes.errors import MADE_ANEW, StoryError

MOST = 200  # mistakes of one kind of check that are told of a file at once: nobody reads a million


@dataclass(frozen=True)
class Problem:
    """One mistake: `row` is the line that an editor shows (None: the whole file), `column` "" for a whole row."""

    file: str
    row: int | None
    column: str
    value: str
    expected: str
    mend: str

    def __str__(self) -> str:
        place = self.file
        place += f", line {self.row}" if self.row else ""
        place += f', column "{self.column}"' if self.column else ""
        found = f'found "{short(self.value)}", ' if self.value else ""
        return f"{place}: {found}expected {self.expected}. {self.mend}".rstrip()


class DataError(StoryError):
    """All problems of all files together, in the order of files, lines and columns; also as `problems`."""

    def __init__(self, problems: list[Problem], advice: str) -> None:
        """Put the problems in order, each once; `advice` says what to do about "{them}"."""
        self.problems = sorted(set(problems), key=lambda p: (p.file, p.row or 0, p.column, p.expected))
        one = len(self.problems) == 1
        listed = "\n".join([*(f"  - {p}" for p in self.problems), *_perhaps_more(self.problems)])
        super().__init__(
            f"{len(self.problems)} {'problem' if one else 'problems'} in the data:\n{listed}\n"
            f"{advice.format(them='it' if one else 'them')}"
        )


class RawDataError(DataError):
    """The raw data cannot be used as it stands."""

    def __init__(self, problems: list[Problem]) -> None:
        """Tell where to mend them."""
        super().__init__(problems, "Mend {them} in data/raw/, then type: make check")


class ProcessedDataError(DataError):
    """The processed data breaks its own dictionary."""

    def __init__(self, problems: list[Problem]) -> None:
        """Tell how to make the files anew, and nothing to mend in them: they are made."""
        super().__init__([replace(p, mend="") for p in problems], f"These files are made. {MADE_ANEW}.")


def _perhaps_more(problems: list[Problem]) -> list[str]:
    """A line for each file with so many mistakes that the rest was not listed."""
    counted = Counter(p.file for p in problems)
    return [f"  - {file}: these are the first; there may be more" for file, n in counted.items() if n >= MOST]


def short(value: str, longest: int = 60) -> str:
    """A value as it can be quoted on one line."""
    return value if len(value) <= longest else value[: longest - 1] + "…"
