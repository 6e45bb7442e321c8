"""A finished chart: its words, its data as a table, and its pictures; kept in files and read back from them."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from cancelled_crimes.errors import MADE_ANEW, StoryError
from cancelled_crimes.words.prose import Number, Prose, plain


@dataclass(frozen=True)
class Caption:
    """What stands around a chart: a title that states the finding, a subtitle with measure and base, the source."""

    title: Prose
    subtitle: Prose
    source: str


@dataclass(frozen=True)
class Chart:
    """A chart: `svg` for a page (the graphic alone), `svg_file` and `png` to download (with title and source).

    `table` holds display strings, and in its column `fact` the key of each row's line in the fact-check sheet.
    """

    slug: str
    caption: Caption
    alt: str
    table: pd.DataFrame
    svg: str
    svg_file: str
    png: bytes

    @property
    def title(self) -> str:
        """The title as plain text."""
        return plain(self.caption.title)

    @property
    def subtitle(self) -> str:
        """The subtitle as plain text."""
        return plain(self.caption.subtitle)

    @property
    def source(self) -> str:
        """The source line."""
        return self.caption.source

    def save(self, folder: Path) -> None:
        """Write <slug>.svg and <slug>.png, to download, and <slug>.json, from which `load_chart` reads the chart."""
        folder.mkdir(parents=True, exist_ok=True)
        words = {"slug": self.slug, **asdict(self.caption), "alt": self.alt, "svg": self.svg}
        words["table"] = {"columns": list(self.table.columns), "rows": self.table.to_numpy().tolist()}
        (folder / f"{self.slug}.svg").write_text(self.svg_file, encoding="utf-8", newline="\n")
        (folder / f"{self.slug}.png").write_bytes(self.png)
        text = json.dumps(words, ensure_ascii=False, indent=1)
        (folder / f"{self.slug}.json").write_text(text + "\n", encoding="utf-8", newline="\n")

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        """Show the chart in a notebook, at half the width of the PNG."""
        return self.png, {"width": int.from_bytes(self.png[16:20]) // 2}


def load_chart(folder: Path, slug: str) -> Chart:
    """Read a chart that was saved. Raises StoryError when one of its files is not there."""
    try:
        words = json.loads((folder / f"{slug}.json").read_text(encoding="utf-8"))
        svg_file = (folder / f"{slug}.svg").read_text(encoding="utf-8")
        png = (folder / f"{slug}.png").read_bytes()
    except FileNotFoundError as error:
        raise StoryError(f"{Path(str(error.filename)).name} is not in {folder.name}/. {MADE_ANEW}.") from None
    caption = Caption(_as_prose(words["title"]), _as_prose(words["subtitle"]), words["source"])
    table = pd.DataFrame(words["table"]["rows"], columns=words["table"]["columns"], dtype=str)
    return Chart(slug, caption, words["alt"], table, words["svg"], svg_file, png)


def table_of(rows: list[dict[str, str]]) -> pd.DataFrame:
    """A chart's table from rows of display strings, with the column `fact` last."""
    table = pd.DataFrame(rows, dtype=str)
    return table[[*(c for c in table.columns if c != "fact"), "fact"]]


def _as_prose(pieces: list[str | dict[str, str]]) -> Prose:
    """Prose as JSON keeps it: strings, and numbers as objects."""
    return tuple(p if isinstance(p, str) else Number(**p) for p in pieces)
