"""Import once, in the process that all steps are forked from, what they would import: real modules, whole."""

import gc
import importlib
import os
import pkgutil
import warnings
from collections.abc import Iterable
from pathlib import Path

import cancelled_crimes
from cancelled_crimes.errors import StoryError
from cancelled_crimes.pipeline.promote import CACHE

# The runner's own modules: no notebook imports them.
_OURS = ("pipeline", "cli", "__main__")
# The parts of the package that a step needs, by its notebook or its kind; all of them where none is named.
_PARTS = {"01_clean": ("data", "clean"), "02_rates": ("stats", "words", "claims"), "03_charts": ("charts",)}
STEPS = (*_PARTS, "04_story")  # in the order in which they need more
# What runs notebooks, and what a shell loads at its first cell.
KERNEL = ("papermill", "cancelled_crimes.pipeline.notebooks", "IPython.core.logger", "psutil")


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
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # a warning of the debugger, that nobody asked for


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


def load(names: Iterable[str]) -> None:
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
    gc.freeze()
    gc.enable()


def load_for(kind: str) -> None:
    """Import what a step of a kind needs, a notebook's name or "page", "bundle" or "workbook"; the second time nothing.

    The parts of the steps before it are loaded by then.
    """
    load(modules(_PARTS.get(kind)))
