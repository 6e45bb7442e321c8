"""Where the project keeps things: one place that knows the file tree."""

from dataclasses import dataclass
from pathlib import Path

from cancelled_crimes.errors import StoryError


@dataclass(frozen=True)
class Project:
    """The folders of one project; `into` is where processed data and outputs are written, and read back from."""

    root: Path
    into: Path

    @property
    def settings_file(self) -> Path:
        return self.root / "story.toml"

    @property
    def claims_file(self) -> Path:
        return self.root / "claims.toml"

    @property
    def raw(self) -> Path:
        return self.root / "data" / "raw"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def processed(self) -> Path:
        return self.into / "data" / "processed"

    @property
    def outputs(self) -> Path:
        return self.into / "outputs"

    @property
    def charts(self) -> Path:
        return self.outputs / "charts"

    @property
    def story(self) -> Path:
        return self.outputs / "story"

    @property
    def data(self) -> Path:
        return self.outputs / "data"


def find_project(into: str = ".", start: Path | None = None) -> Project:
    """Find the project around `start` (default: the working folder): the nearest folder upwards with a story.toml.

    `into` is relative to the project's root: "." when a notebook is run by hand, a build folder under `make`.
    Raises StoryError when no folder upwards has a story.toml.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "story.toml").exists():
            return Project(root=folder, into=(folder / into).resolve())
    raise StoryError(f"{here}: no story.toml here or above. Go to the project's folder and try again.")
