"""The steps of a build, what each comes after, and what makes a step stale."""

import hashlib
import json
import platform
from dataclasses import dataclass, field
from typing import Any

from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.files import Digests, code_digest
from cancelled_crimes.pipeline.promote import CACHE, STAGING
from cancelled_crimes.slugs import slug
from cancelled_crimes.toml_file import read_toml

SEQUENCE = ("01_clean", "02_rates", "03_charts")
STORY = "04_story"
WORKBOOK = "workbook"
NATIONAL = "index"


@dataclass(frozen=True)
class Task:
    """One step: `kind` is "notebook", "workbook", "page" or "bundle"; `force` is "" for the national page."""

    name: str
    kind: str
    notebook: str = ""
    force: str = ""
    after: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, Any]:
        """What papermill hands to the notebook."""
        return {"force": self.force, "into": STAGING} if self.notebook == STORY else {"into": STAGING}

    @property
    def executed(self) -> str:
        """Name of the executed notebook."""
        return f"outputs/notebooks/{self.notebook}{'/' + self.page if self.notebook == STORY else ''}.ipynb"

    @property
    def page(self) -> str:
        """Name of the page without its folder and ending."""
        return slug(self.force) if self.force else NATIONAL

    @property
    def label(self) -> str:
        """What a reporter calls the step."""
        if self.notebook == STORY:
            return f"{self.force or 'National page'} ({STORY})"
        return self.name


def plan(editions: list[str]) -> list[Task]:
    """All steps for the national page and the given editions, each after those that it needs; long ones first."""
    clean, rates, charts = SEQUENCE
    steps = [
        Task(clean, "notebook", clean),
        Task(rates, "notebook", rates, after=(clean,)),
        Task(charts, "notebook", charts, after=(rates,)),
        Task(WORKBOOK, WORKBOOK, after=(rates,)),
    ]
    pages = {slug(force) if force else NATIONAL: force for force in ["", *editions]}
    # A local page shows local charts only, so it need not wait for the shared ones.
    steps += [Task(f"{STORY}/{p}", "notebook", STORY, f, (rates if f else charts,)) for p, f in pages.items()]
    steps += [Task(f"page/{p}", "page", STORY, f, (f"{STORY}/{p}",)) for p, f in pages.items()]
    steps += [Task(f"bundle/{p}", "bundle", STORY, f, (WORKBOOK, f"page/{p}")) for p, f in pages.items()]
    return steps


def editions_of(project: Project) -> list[str]:
    """The forces that get a page, read without validating the settings (that comes when there is work to do).

    Raises StoryError where the settings cannot be read, or name no list of forces.
    """
    settings = read_toml(project.settings_file)
    named = settings.get("editions") or settings.get("units")
    if isinstance(named, list) and all(isinstance(name, str) for name in named):
        return named
    from cancelled_crimes.settings import load_settings

    return load_settings(project.settings_file).local_editions  # no list of names: tells what is wrong instead


def tasks_for(project: Project, force: str | None) -> list[Task]:
    """The steps of all editions, or those that the page of one force needs."""
    if force is None:
        return plan(editions_of(project))
    from cancelled_crimes.pipeline.parameters import check_force
    from cancelled_crimes.settings import load_settings

    check_force(force, load_settings(project.settings_file).units)
    return only(plan(editions_of(project)), force)


def only(tasks: list[Task], force: str) -> list[Task]:
    """The steps that one edition needs. Raises StoryError when no step makes that edition."""
    wanted = next((t for t in tasks if t.kind == "bundle" and t.force == force), None)
    if wanted is None:
        raise StoryError(f'No edition is made for "{force}": add it to editions in story.toml.')
    by_name = {t.name: t for t in tasks}
    needed, queue = set(), [wanted.name]
    while queue:
        name = queue.pop()
        needed.add(name)
        queue += by_name[name].after
    return [t for t in tasks if t.name in needed]


@dataclass(frozen=True)
class Report:
    """What a build did: names of the steps that ran and of the files that changed, failures in words."""

    ran: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Record:
    """What a step was made from, the last time that it was made."""

    key: str
    reads: dict[str, str] = field(default_factory=dict)  # name -> digest
    writes: dict[str, str] = field(default_factory=dict)


class Inputs:
    """What all steps of one run have in common: the code, the lock file, the version of Python."""

    def __init__(self, project: Project) -> None:
        """Read once for a run."""
        self.digests = Digests(project)
        self._shared = [code_digest(), self.digests.of("requirements.txt"), platform.python_version()]

    def key(self, task: Task) -> str:
        """One digest of what a step depends on besides the files that it opens."""
        notebook = self.digests.of(f"notebooks/{task.notebook}.ipynb") if task.kind == "notebook" else ""
        parts = [*self._shared, task.kind, notebook, task.parameters if task.notebook else {}]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def record(self, task: Task, reads: list[str], writes: list[str]) -> Record:
        """Remember what a step that has just run read and wrote."""
        self.digests.forget(writes)
        return Record(
            self.key(task),
            {n: self.digests.of(n) for n in sorted(reads)},
            {n: self.digests.of(n) for n in sorted(writes)},
        )

    def is_fresh(self, task: Task, record: Record | None) -> bool:
        """Whether a step would give again what it gave."""
        if record is None or record.key != self.key(task):
            return False
        return all(self.digests.of(name) == digest for name, digest in {**record.writes, **record.reads}.items())


def read_state(project: Project) -> dict[str, Record]:
    """The records of the last run."""
    try:
        return load_state((project.root / CACHE / "state.json").read_text(encoding="utf-8"))
    except OSError:
        return {}


def load_state(text: str) -> dict[str, Record]:
    """The records of the last run; none when they cannot be read, so that everything is made again."""
    try:
        return {name: Record(**fields) for name, fields in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def dump_state(state: dict[str, Record]) -> str:
    """The records as text."""
    return json.dumps({name: vars(record) for name, record in sorted(state.items())}, indent=0)
