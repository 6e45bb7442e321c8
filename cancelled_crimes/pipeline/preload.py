"""Import once, in the process that all steps are forked from, what a notebook would import.

Modules load in two helpings: what the first notebook needs, then (while that one runs) the rest.
"""

import gc
import importlib
import os
import pkgutil
import sys
import warnings
from pathlib import Path

import typeguard

import cancelled_crimes
from cancelled_crimes.errors import StoryError
from cancelled_crimes.pipeline.promote import CACHE

# The runner's own modules: no notebook imports them.
_OURS = ("pipeline", "cli", "__main__")
FIRST = ("data", "clean")
# Optional helpers of jsonschema (a format that no notebook uses) and ipykernel (the debugger): both do without, and
# loading them takes two seconds once and half a second a notebook.
_DONE_WITHOUT = ("rfc3987_syntax", "debugpy")
# What the package loads only when it is called.
LATE = ("inflect",)
# What runs notebooks, with what ipykernel itself would load only when a kernel starts.
KERNEL = (
    "papermill", "ipykernel.inprocess.ipkernel", "ipykernel.debugger", "IPython.core.application",
    "IPython.core.completerlib", "IPython.core.logger", "IPython.core.oinspect", "psutil", "tornado.platform.asyncio",
    "cancelled_crimes.pipeline.notebooks",
)  # fmt: skip


def settle(root: Path) -> None:
    """Make every machine look the same to the libraries that are about to load.

    One thread for linear algebra: more would be slower here, would differ from machine to machine, and may not be
    forked. Settings files of matplotlib, IPython and Jupyter in the reporter's home are left out of it.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ[name] = "1"
    for name, folder in (("MPLCONFIGDIR", "matplotlib"), ("IPYTHONDIR", "ipython"), ("JUPYTER_CONFIG_DIR", "jupyter")):
        place = root / CACHE / folder
        place.mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(place)
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # as ipykernel sets it
    for name in _DONE_WITHOUT:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    # inflect would have itself rewritten to check its own types: two seconds on import.
    typeguard.typechecked = lambda target: target  # type: ignore[assignment]


def modules(parts: tuple[str, ...] | None = None) -> list[str]:
    """Names of the package's modules that notebooks may import: all, or those of some of its parts."""
    names = []
    for part in pkgutil.iter_modules(cancelled_crimes.__path__):
        if part.name in _OURS or (parts and part.name not in parts):
            continue
        name = f"{cancelled_crimes.__name__}.{part.name}"
        names.append(name)
        if part.ispkg:
            folder = [str(Path(cancelled_crimes.__path__[0]) / part.name)]
            names += [m.name for m in pkgutil.walk_packages(folder, f"{name}.")]
    return names


def load(names: list[str]) -> None:
    """Import modules, then set aside what they made, so that forked processes share its memory.

    Raises StoryError that names the module when one of the package does not import.
    """
    gc.disable()
    for name in names:
        try:
            with warnings.catch_warnings(record=False):
                importlib.import_module(name)
        except Exception as error:
            raise StoryError(f"{name} does not import: {type(error).__name__}: {error}") from error
    _rehearse()
    gc.freeze()
    gc.enable()


def _rehearse() -> None:
    """Let the libraries build once what they would build in every process: nbformat its validator."""
    import nbformat

    nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", id="a")]))
