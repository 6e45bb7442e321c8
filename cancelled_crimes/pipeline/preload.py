"""Import once, in the process that all steps are forked from, what a notebook would import.

Modules load in helpings: what the first notebook needs; while that one runs, what the second needs; then the rest.
"""

import gc
import importlib
import os
import pkgutil
import sys
import warnings
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from pkgutil import resolve_name
from types import ModuleType
from typing import Any

import cancelled_crimes
from cancelled_crimes.errors import StoryError
from cancelled_crimes.pipeline.promote import CACHE

# The runner's own modules: no notebook imports them.
_OURS = ("pipeline", "cli", "__main__")
FIRST, SECOND, THIRD = ("data", "clean"), ("stats", "words", "claims"), ("charts",)
# Optional helpers of jsonschema (formats that no notebook uses), ipykernel (the debugger), pandera (made-up data) and
# nbconvert (a server): all four do without, and loading them takes over two seconds once and half a second a notebook.
_DONE_WITHOUT = (
    "rfc3987_syntax", "rfc3986_validator", "isoduration", "fqdn", "uri_template", "webcolors", "debugpy", "hypothesis",
    "nbconvert.postprocessors.serve",
)  # fmt: skip


class _NoHelp(defaultdict[str, list[Any]]):
    """A help text without sections, in the place of scipy's parser of help texts."""

    def __init__(self, _: object) -> None:
        super().__init__(list)

    def __str__(self) -> str:
        return "\n"


# What libraries do on import and no notebook needs: more than half a second goes into help texts (each function's notes
# on array libraries, each distribution's methods, each artist's properties), and two into inflect's code, rewritten to
# check its own types.
_SPARED: dict[str, dict[str, Any]] = {
    "scipy._lib._array_api": {"xp_capabilities": lambda *_, **__: lambda function: function},
    "scipy._lib._docscrape": {"FunctionDoc": _NoHelp},
    "scipy._lib.doccer": {"docformat": lambda text, *_: text},
    "matplotlib.artist": {"kwdoc": lambda _: "", "Artist._update_set_signature_and_docstring": lambda: None},
    "typeguard": {"typechecked": lambda target: target},
}
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


def load_kernel(notebooks: Path) -> None:
    """Import what runs notebooks, and start the kernel that each process is to have.

    papermill can read notebooks from the web, for which it loads all of requests; here it never does.
    """
    sys.modules["requests"] = ModuleType("requests")
    load([*KERNEL])
    del sys.modules["requests"]
    from cancelled_crimes.pipeline.engine import start_kernel

    start_kernel(notebooks)


def load_statistics() -> None:
    """Import what the second notebook needs."""
    _spare("scipy")
    load(modules(SECOND))


def load_charts() -> None:
    """Import what the third notebook needs, with inflect, that sentences load when they first need it."""
    _spare("matplotlib", "typeguard")
    load([*modules(THIRD), "inflect"])


def load_rest() -> None:
    """Import all that is still to be imported."""
    _spare("scipy", "matplotlib", "typeguard")
    load([*modules(), "inflect"])


def _spare(*libraries: str) -> None:
    """Put the stand-ins for what libraries do in vain into them; where one is not there, none is needed."""
    for module, stand_ins in _SPARED.items():
        if module.startswith(libraries):
            for name, instead in stand_ins.items():
                with suppress(ImportError, AttributeError):
                    place, _, attribute = f"{module}.{name}".rpartition(".")
                    setattr(resolve_name(place), attribute, instead)


def _rehearse() -> None:
    """Let the libraries build once what they would build in every process: nbformat its validator."""
    import nbformat

    nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", id="a")]))
