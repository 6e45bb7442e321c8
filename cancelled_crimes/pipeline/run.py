"""One run: load libraries once, fork a process for each stale step, write the manifest, put everything in place."""

import shutil
import sys
from concurrent.futures import ThreadPoolExecutor

from tqdm import tqdm

from cancelled_crimes.paths import Project, find_project
from cancelled_crimes.pipeline import notebooks, preload, promote, rehearse
from cancelled_crimes.pipeline.forks import Outcome, run_in_order
from cancelled_crimes.pipeline.manifest import NAME as MANIFEST
from cancelled_crimes.pipeline.manifest import write_manifest
from cancelled_crimes.pipeline.steps import carry_out
from cancelled_crimes.pipeline.tasks import (
    STORY,
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

_BAR = "{desc:<34.34} {percentage:3.0f}%|{bar:20}| {n_fmt}/{total_fmt}, {remaining} left"


def run_stale(project: Project, tasks: list[Task], *, workers: int, keep_going: bool) -> Report:
    """Run those of the steps that are stale; then, if all went well, put everything in place."""
    settings = load_settings(project.settings_file)
    report = _Run(project, settings, workers, keep_going).go(tasks)
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
        self._ready: set[str] = set()
        self._ahead = list(preload.STEPS)
        self._finished: set[str] = set()

    def go(self, tasks: list[Task]) -> Report:
        """Run what is stale."""
        self.tasks = tasks
        with ThreadPoolExecutor(1) as aside:  # gone before a process is forked
            made = [name for record in self.before.values() for name in record.writes]
            staged = aside.submit(promote.stage, self.project, made)
            preload.settle(self.project.root)
            preload.load(preload.KERNEL)
            staged.result()
        notebooks.choose_engine(self.project.notebooks)
        self._check_parameters(tasks)
        with watch():  # what is read from here on before a fork counts as read by what is forked
            errors = self._run(tasks)
        if errors and not self.keep_going:
            return Report(self.ran, [], errors)
        return Report(self.ran, self._put_in_place(), errors)

    def _run(self, tasks: list[Task]) -> list[str]:
        """Run the stale steps; returns what went wrong, in words."""
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

    def _get_ready(self, kind: str) -> None:
        """Before the first step of a kind is forked, do once what each would do: import, and fill caches."""
        if kind in self._ready:
            return
        self._ready.add(kind)
        preload.load_for(kind)
        if kind == "01_clean":
            rehearse.read_raw_tables(self.staged, self.settings)
        elif kind == "03_charts":
            rehearse.draw()
        elif kind == STORY:
            written = [name for record in self.state.values() for name in record.writes]
            rehearse.read_tables([self.staged.into / name for name in written if name.startswith("data/processed/")])
            rehearse.compile_sections(self.project)
        elif kind == "page":
            rehearse.render(self.settings)

    def _meanwhile(self) -> bool:
        """While steps run, import what those after them need; False when nothing is left to import."""
        if self._ahead:
            preload.load_for(self._ahead.pop(0))
            return True
        return False

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
        for step in batch:
            self._get_ready(step.notebook if step.kind == "notebook" else step.kind)
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
