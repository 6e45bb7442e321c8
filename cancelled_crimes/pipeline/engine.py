"""A papermill engine that runs a notebook in this very process, in ipykernel's own in-process kernel.

A stock kernel is a fresh interpreter that imports pandas and matplotlib again. Here the runner forks a process that has
them imported already, and that process is the kernel: the same shell, display hooks and messages as under JupyterLab,
without the start-up. One process runs one notebook, so each starts from a clean namespace and clean chart settings.
"""

import multiprocessing
import os
from contextlib import chdir
from pathlib import Path
from typing import Any

import nbformat
import papermill
from ipykernel.inprocess.manager import InProcessKernelManager
from ipykernel.iostream import OutStream
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionComplete
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from traitlets.config import Config

ENGINE = "in-process"
_PATIENCE = 20.0  # seconds; the cell takes a twentieth of one
# The history file in the reporter's home is no business of a pipeline (and there may be no home). A kernel sleeps a
# moment after each cell so that another process gets its output in time; here there is no other process. A session
# would not speak in a process that was forked since it began.
_CONFIG = Config(
    {
        "HistoryManager": {"enabled": False},
        "InProcessKernel": {"_execute_sleep": 0},
        "Session": {"check_pid": False},
    }
)


class _InProcessClient(PapermillNotebookClient):
    """nbclient over an in-process kernel: the same handling of messages, no sockets to wait for."""

    def execute(self, **_: Any) -> Any:
        self.reset_execution_trackers()
        manager = _waiting.pop() if _waiting else _started()
        kernel: Any = manager.kernel
        kernel.stdout, kernel.stderr = _streams(kernel)
        self.kc = manager.client()
        self.kc.start_channels()
        try:
            self.papermill_execute_cells()
        finally:
            self.kc.stop_channels()
            manager.shutdown_kernel()
        return self.nb

    def execute_cell(self, cell: Any, cell_index: int, *_: Any, **__: Any) -> Any:
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        cell.outputs = []
        self.clear_before_next_output = False
        self.kc.execute(cell.source, store_history=True)
        self._collect_outputs(cell, cell_index)
        run_sync(self._check_raise_for_error)(cell, cell_index, self.kc.get_shell_msg())
        return cell

    def _collect_outputs(self, cell: Any, cell_index: int) -> None:
        """Take messages until the kernel says that it is idle again."""
        while True:
            try:
                self.process_message(self.kc.get_iopub_msg(timeout=60), cell, cell_index)
            except CellExecutionComplete:
                return


class _Stream(OutStream):
    """What a cell prints, sent on when the cell shows something or ends: the kernel flushes then."""

    def _schedule_flush(self) -> None:
        """Do without the timer of the other thread, that sends what was printed so far."""


_waiting: list[InProcessKernelManager] = []


def start(folder: Path) -> None:
    """Make the engine known to papermill, and start a kernel in the notebooks' folder for the first that runs.

    Each process forked from now on has that kernel, unused. A notebook is tried in one of them. Raises whatever goes
    wrong where the installed version of ipykernel is another than this was written for.
    """
    papermill_engines.register(ENGINE, InProcessEngine)
    nbformat.validate(nbformat.v4.new_notebook())  # builds its validator, once for all
    with chdir(folder):
        _waiting.append(_started())
    trial = multiprocessing.get_context("fork").Process(target=_try_out, daemon=True)
    trial.start()
    trial.join(_PATIENCE)
    if trial.exitcode:
        raise RuntimeError("a cell tried in it did not show what it should")
    if trial.exitcode is None:
        trial.kill()
        raise RuntimeError(f"a cell tried in it did not end within {_PATIENCE} seconds")


def _try_out() -> None:
    """Run a cell that prints and shows something; the exit code is 1 where either is missing."""
    cell = nbformat.v4.new_code_cell('print("a")\n1 + 1')
    node = nbformat.v4.new_notebook(cells=[cell])
    done = papermill.execute_notebook(node, None, engine_name=ENGINE, kernel_name="python3", progress_bar=False)
    shown = [output.get("text") or output["data"]["text/plain"] for output in done.cells[0].outputs]
    os._exit(int(shown != ["a\n", "2"]))


def _started() -> InProcessKernelManager:
    """A kernel without the thread that would send its output: waiting for that takes a quarter of the time."""
    manager = InProcessKernelManager(config=_CONFIG)
    manager.start_kernel()
    kernel: Any = manager.kernel
    kernel.iopub_thread.stop()
    kernel.iopub_thread.socket.context.term()  # its threads may not be there when a process forks
    return manager


def _streams(kernel: Any) -> tuple[_Stream, _Stream]:
    """Where cells print to: made in the process that runs them, because a stream asks which one that is."""
    out, err = (_Stream(kernel.session, kernel.iopub_thread, name, watchfd=False) for name in ("stdout", "stderr"))
    return out, err


class InProcessEngine(Engine):
    """What papermill calls for `engine_name="in-process"`."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **_: Any) -> None:
        """Run all cells of the managed notebook in this process."""
        _InProcessClient(nb_man, record_timing=False).execute()
