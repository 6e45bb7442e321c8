"""Bring the processed data and the pages up to date: find what is stale, run it, and put it all in place at once.

What is needed to find that nothing is stale loads in a moment; what is needed to run loads only then.
"""

import os

from cancelled_crimes.errors import StoryError
from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline import promote
from cancelled_crimes.pipeline.tasks import Inputs, Report, Task, plan, read_state, tasks_for
from cancelled_crimes.pipeline.trouble import in_words


def build(project: Project, force: str | None = None, workers: int = 0, keep_going: bool = False) -> Report:
    """Run the stale steps of all editions, or those that the page of one `force` needs, and put the results in place.

    Nothing changes in data/processed and outputs when a step fails; with `keep_going` the editions that went well are
    put in place. Raises StoryError when another run is at work, a parameter or setting is wrong, or the disk is full.
    """
    try:
        return _build(project, force, workers, keep_going)
    except OSError as error:
        raise StoryError(in_words(error)) from error


def _build(project: Project, force: str | None, workers: int, keep_going: bool) -> Report:
    half_done = promote.is_half_done(project)
    found = [] if half_done else stale(project, force)
    if not half_done and not found:
        return Report()
    from cancelled_crimes.pipeline.lock import only_run

    with only_run(project.root / promote.CACHE):
        if promote.finish(project) or half_done:
            found = stale(project, force)
        if not found:
            return Report()
        from cancelled_crimes.pipeline.run import run_stale

        tasks = tasks_for(project, force)
        return run_stale(project, tasks, workers=workers or cores(), keep_going=keep_going)


def stale(project: Project, force: str | None = None) -> list[Task]:
    """The steps that would run now; what comes after a stale step is taken to be stale as well."""
    inputs, state = Inputs(project), read_state(project)
    found: dict[str, Task] = {}
    for task in tasks_for(project, force):
        if found.keys() & set(task.after) or not inputs.is_fresh(task, state.get(task.name)):
            found[task.name] = task
    left_over = force is None and bool(state.keys() - {t.name for t in tasks_for(project, None)})
    return list(found.values()) or ([next(t for t in plan([]) if t.kind == "workbook")] if left_over else [])


def cores() -> int:
    """How many steps run at a time: the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
