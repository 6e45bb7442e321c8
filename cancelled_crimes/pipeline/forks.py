"""Run steps in forked processes, several at a time, in an order that respects what comes after what."""

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
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


def run_in_order(
    tasks: list[Task],
    work: Callable[[Task], Any],
    *,
    workers: int,
    is_fresh: Callable[[Task], bool],
    prepare: Callable[[Task], None],
    meanwhile: Callable[[], None],
    done: Callable[[Outcome], None],
    keep_going: bool = False,
) -> list[Outcome]:
    """Do `work` for each task that is not fresh once those that it comes after are done; returns the failures.

    `prepare` runs here before a fork, `meanwhile` here after forking and before waiting, `done` here after each task.
    Without `keep_going` the first failure stops the rest; with it, only what comes after a failed task is left out.
    """
    waiting, stale, failures = list(tasks), list[Task](), list[Outcome]()
    running: dict[Any, tuple[Task, BaseProcess]] = {}
    unfinished = {t.name for t in tasks}
    try:
        while waiting or stale or running:
            for task in [t for t in waiting if not unfinished.intersection(t.after)]:
                waiting.remove(task)
                if is_fresh(task):
                    unfinished.discard(task.name)
                    done(Outcome(task))
                    break  # what comes after it may be ready now
                stale = sorted([*stale, task], key=tasks.index)
            else:
                while stale and len(running) < workers:
                    task = stale.pop(0)
                    prepare(task)
                    connection, process = _start(work, task)
                    running[connection] = (task, process)
                meanwhile()
                for ready in wait(list(running)) if running else []:
                    outcome = _collect(ready, *running.pop(ready))
                    done(outcome)
                    if outcome.error:
                        failures.append(outcome)
                    else:
                        unfinished.discard(outcome.task.name)
                if failures:
                    waiting, stale = _left_to_do(waiting, stale, failures, keep_going)
    finally:
        for _task, process in running.values():
            process.kill()
            process.join()
    return failures


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


def _start(work: Callable[[Task], Any], task: Task) -> tuple[Connection, BaseProcess]:
    """Fork a process that does the work and sends back its outcome."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_child, args=(work, task, sender), daemon=True)
    process.start()
    sender.close()
    return receiver, process


def _child(work: Callable[[Task], Any], task: Task, sender: Connection) -> None:
    try:
        sender.send(Outcome(task, work(task)))
    except StoryError as error:
        sender.send(Outcome(task, error=str(error)))
    except OSError as error:
        sender.send(Outcome(task, error=f"{task.label}: {in_words(error)}"))
    except KeyboardInterrupt:
        pass
    except Exception as error:
        sender.send(Outcome(task, error=f"{task.label}: {type(error).__name__}: {error}"))


def _collect(connection: Any, task: Task, process: BaseProcess) -> Outcome:
    try:
        outcome = connection.recv()
    except EOFError:
        process.join()
        outcome = Outcome(
            task,
            error=f"{task.label}: its process ended without a word (exit code {process.exitcode});"
            " was memory short? Try one at a time: make all WORKERS=1",
        )
    connection.close()
    process.join()
    return outcome
