"""One run: load the libraries once, fork a process for each stale step, write the manifest, put everything in place."""

import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from tqdm import tqdm

from cancelled_crimes.paths import Project, find_project
from cancelled_crimes.pipeline import preload, promote, rehearse
from cancelled_crimes.pipeline.forks import Outcome, run_in_order
from cancelled_crimes.pipeline.manifest import NAME as MANIFEST
from cancelled_crimes.pipeline.manifest import write_manifest
from cancelled_crimes.pipeline.steps import carry_out
from cancelled_crimes.pipeline.tasks import (
    STORY,
    WORKBOOK,
    Inputs,
    Record,
    Report,
    Task,
    dump_state,
    read_state,
    tasks_for,
)
from cancelled_crimes.pipeline.watching import watch
from cancelled_crimes.settings import Settings, load_settings

# How many of the preparations, the last ones, a step can do without.
_MAY_BE_LEFT = {"01_clean": 6, "02_rates": 5, "03_charts": 3, WORKBOOK: 2, STORY: 1}
_BAR = "{desc:<34.34} {percentage:3.0f}%|{bar:20}| {n_fmt}/{total_fmt}, {remaining} left"


def run_stale(project: Project, tasks: list[Task], found: list[Task], *, workers: int, keep_going: bool) -> Report:
    """Run those of the steps that are stale, which `found` are now; then, if all went well, put everything in place."""
    settings = load_settings(project.settings_file)
    report = _Run(project, settings, workers, keep_going).go(tasks, found)
    promote.clear(project)
    return report


class _Run:
    """The state of one run."""

    def __init__(self, project: Project, settings: Settings, workers: int, keep_going: bool) -> None:
        self.project, self.settings, self.workers, self.keep_going = project, settings, workers, keep_going
        self.staged = find_project(promote.STAGING, start=project.root)
        self.inputs = Inputs(self.staged)
        self.before = read_state(project)
        self.state = dict(self.before)
        self.ran: list[str] = []
        self.tasks: list[Task] = []
        self._to_do: list[Callable[[], None]] = []
        self._tables_are_read = False
        self._finished: set[str] = set()

    def go(self, tasks: list[Task], found: list[Task]) -> Report:
        """Run what is stale."""
        self.tasks = tasks
        with ThreadPoolExecutor(1) as aside:  # gone before a process is forked
            made = [name for record in self.before.values() for name in record.writes]
            staged = aside.submit(promote.stage, self.project, made)
            preload.settle(self.project.root)
            preload.load_kernel(self.project.notebooks)
            staged.result()
        self._check_parameters(tasks)
        with watch():  # what is read from here on before a fork counts as read by what is forked
            errors = self._run(tasks, found)
        if errors and not self.keep_going:
            return Report(self.ran, [], errors)
        return Report(self.ran, self._put_in_place(), errors)

    def _run(self, tasks: list[Task], found: list[Task]) -> list[str]:
        """Run the stale steps; returns what went wrong, in words."""
        self._load_libraries(found)
        tqdm.monitor_interval = 0  # its thread must not be running when we fork
        with tqdm(total=len(tasks), bar_format=_BAR, disable=None, file=sys.stderr) as bar:
            failures = run_in_order(
                tasks,
                self._work,
                workers=self.workers,
                is_fresh=lambda task: self.inputs.is_fresh(task, self.state.get(task.name)),
                together=self._together,
                prepare=self._prepare,
                meanwhile=self._meanwhile,
                done=lambda outcome: self._done(outcome, bar),
                keep_going=self.keep_going,
            )
        return [outcome.error for outcome in failures]

    def _load_libraries(self, tasks: list[Task]) -> None:
        """Import what the first stale step needs; what the others need is done while steps run."""
        if all(task.kind in ("page", "bundle") for task in tasks):
            preload.load_rest()
            self._to_do = [partial(rehearse.rehearse_pages, self.settings)]
        else:
            preload.load(preload.modules(preload.FIRST))
            rehearse.read_raw_tables(self.staged, self.settings)
            self._to_do = [
                preload.load_statistics,
                preload.load_charts,
                rehearse.rehearse_charts,
                preload.load_rest,
                partial(rehearse.rehearse_stories, self.project),
                partial(rehearse.rehearse_pages, self.settings),
            ]

    def _meanwhile(self) -> bool:
        """While steps run: the next of the preparations; False when there is none left."""
        if self._to_do:
            self._to_do.pop(0)()
            return True
        return False

    def _ready_for(self, task: Task) -> None:
        """Finish the preparations that a step needs."""
        while len(self._to_do) > _MAY_BE_LEFT.get(task.notebook if task.kind == "notebook" else task.kind, 0):
            self._to_do.pop(0)()

    def _check_parameters(self, tasks: list[Task]) -> None:
        if not any(task.kind == "notebook" for task in tasks):
            return
        from cancelled_crimes.pipeline.parameters import check_parameters, declared

        notebooks = {
            task.notebook: self.project.notebooks / f"{task.notebook}.ipynb" for task in tasks if task.notebook
        }
        valid = {name: declared(path) for name, path in notebooks.items()}
        for task in tasks:
            if task.kind == "notebook":
                file = notebooks[task.notebook].name
                check_parameters(file, valid[task.notebook], task.parameters, self.settings.units)

    def _together(self, task: Task) -> list[Task]:
        """A step and those of its edition that come after it and after nothing else still to be done: one process."""
        own = [t for t in self.tasks if task.notebook == t.notebook == STORY and t.page == task.page]
        batch = [task]
        for step in own[own.index(task) + 1 :] if own else []:
            if self._finished.union(t.name for t in batch).issuperset(step.after):
                batch.append(step)
        return batch

    def _prepare(self, batch: list[Task]) -> None:
        """Before steps run: what they made last time goes, so that nothing is left over."""
        self._ready_for(batch[0])
        if batch[0].notebook == STORY and not self._tables_are_read:
            written = [name for record in self.state.values() for name in record.writes]
            rehearse.read_tables([self.staged.into / name for name in written if name.startswith("data/processed/")])
            self._tables_are_read = True
        for step in batch:
            old = self.state.pop(step.name, Record("")).writes
            for name in old:
                (self.staged.into / name).unlink(missing_ok=True)
            self.inputs.digests.forget(list(old))
            self.ran.append(step.name)

    def _work(self, task: Task) -> tuple[list[str], list[str]]:
        return carry_out(self.staged, task)

    def _done(self, outcome: Outcome, bar: tqdm) -> None:
        task = outcome.task
        bar.set_description(task.label, refresh=False)
        bar.update()
        if not outcome.error:
            self._finished.add(task.name)
        if outcome.result:
            reads, writes = outcome.result
            self.state[task.name] = self.inputs.record(task, reads, writes)

    def _keep_old(self, name: str) -> None:
        """A step that failed leaves what it made last time, as something to be made again."""
        self.state[name] = Record("", {}, self.before[name].writes)
        for file in self.before[name].writes:
            if (self.project.root / file).is_file():
                shutil.copyfile(self.project.root / file, self.staged.into / file)

    def _put_in_place(self) -> list[str]:
        """Drop what no step makes any more, write the manifest, and move what changed."""
        current = {t.name for t in tasks_for(self.project, None)}
        for name in current & self.before.keys() - self.state.keys():
            self._keep_old(name)
        kept = {name: record for name, record in self.state.items() if name in current}
        made = {name for record in kept.values() for name in record.writes} | {MANIFEST}
        dropped = sorted({n for r in self.before.values() for n in r.writes} - made)
        for name in dropped:
            (self.staged.into / name).unlink(missing_ok=True)
        write_manifest(self.staged, self.inputs.digests)
        return promote.promote(self.project, dump_state(kept), dropped)
