"""Run steps in forked processes, several at a time, in an order that respects what comes after what."""

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from cancelled_crimes.errors import StoryError
from cancelled_crimes.pipeline.tasks import Task
from cancelled_crimes.pipeline.trouble import in_words


@dataclass(frozen=True)
class Outcome:
    """What came of a step: its result, or an error in words."""

    task: Task
    result: Any = None
    error: str = ""


@dataclass
class _Running:
    """A forked process and the steps that it has still to report."""

    process: BaseProcess
    left: list[Task] = field(default_factory=list)


def run_in_order(
    tasks: list[Task],
    work: Callable[[Task], Any],
    *,
    workers: int,
    is_fresh: Callable[[Task], bool],
    together: Callable[[Task], list[Task]],
    prepare: Callable[[list[Task]], None],
    meanwhile: Callable[[], bool],
    done: Callable[[Outcome], None],
    keep_going: bool = False,
) -> list[Outcome]:
    """Do `work` for each task that is not fresh once those that it comes after are done; returns the failures.

    `together` adds to a task those to be done after it, one after the other, in the same process. `prepare` runs here
    before a fork, `meanwhile` here while processes run, again and again until it returns False, `done` here after each
    task. Without `keep_going` the first failure stops the rest; with it, only
    what comes after a failed task.
    """
    waiting, stale, failures = list(tasks), list[Task](), list[Outcome]()
    unfinished = {t.name for t in tasks}
    running: dict[Any, _Running] = {}
    try:
        while waiting or stale or running:
            task = next((t for t in waiting if not unfinished.intersection(t.after)), None)
            if task and not (stale and len(running) < workers):
                waiting.remove(task)
                if is_fresh(task):
                    unfinished.discard(task.name)
                    done(Outcome(task))
                else:
                    stale = sorted([*stale, task], key=tasks.index)
                continue
            while stale and len(running) < workers:
                batch = together(stale[0])
                waiting, stale = _without(waiting, batch), _without(stale, batch)
                prepare(batch)
                connection, process = _start(work, batch)
                running[connection] = _Running(process, batch)
            busy = meanwhile()
            for ready in wait(list(running), timeout=0 if busy else None) if running else []:
                outcome = _receive(ready, running)
                if outcome is None:
                    continue
                done(outcome)
                if outcome.error:
                    failures.append(outcome)
                    waiting, stale = _left_to_do(waiting, stale, failures, keep_going)
                else:
                    unfinished.discard(outcome.task.name)
    finally:
        for one in running.values():
            one.process.kill()
            one.process.join()
    return failures


def _without(tasks: list[Task], taken: list[Task]) -> list[Task]:
    return [t for t in tasks if t not in taken]


def _left_to_do(
    waiting: list[Task], stale: list[Task], failures: list[Outcome], keep_going: bool
) -> tuple[list[Task], list[Task]]:
    """After a failure: nothing, or with `keep_going` all that does not come after a failed task."""
    if not keep_going:
        return [], []
    lost = {o.task.name for o in failures}
    for task in waiting:  # in order, so that what comes after a lost task is lost as well
        if lost.intersection(task.after):
            lost.add(task.name)
    return [t for t in waiting if t.name not in lost], stale


def _start(work: Callable[[Task], Any], batch: list[Task]) -> tuple[Connection, BaseProcess]:
    """Fork a process that does the work of a batch and sends back each outcome."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_child, args=(work, batch, sender), daemon=True)
    process.start()
    sender.close()
    return receiver, process


def _child(work: Callable[[Task], Any], batch: list[Task], sender: Connection) -> None:
    failed: set[str] = set()
    for task in batch:
        if failed.intersection(task.after):
            failed.add(task.name)
            continue
        outcome = _outcome(work, task)
        if outcome.error:
            failed.add(task.name)
        sender.send(outcome)


def _outcome(work: Callable[[Task], Any], task: Task) -> Outcome:
    try:
        return Outcome(task, work(task))
    except StoryError as error:
        return Outcome(task, error=str(error))
    except OSError as error:
        return Outcome(task, error=f"{task.label}: {in_words(error)}")
    except Exception as error:
        return Outcome(task, error=f"{task.label}: {type(error).__name__}: {error}")


def _receive(connection: Any, running: dict[Any, _Running]) -> Outcome | None:
    """The next outcome of a process; None when it has ended as it should. One that has told all makes room at once."""
    one = running[connection]
    try:
        outcome: Outcome = connection.recv()
    except EOFError:
        _forget(connection, running)
        one.process.join()
        if not one.process.exitcode:
            return None
        task = one.left[0]
        return Outcome(
            task,
            error=f"{task.label}: its process ended without a word (exit code {one.process.exitcode});"
            " was memory short? Try one at a time: make all WORKERS=1",
        )
    one.left = [t for t in one.left if t != outcome.task]
    if not one.left:
        _forget(connection, running)  # nobody waits for its end: it is reaped when the next process starts, or at exit
    return outcome


def _forget(connection: Any, running: dict[Any, _Running]) -> None:
    del running[connection]
    connection.close()
