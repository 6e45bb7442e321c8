"""What the project asks for it uses, and it holds no circle of imports and no stand-in in a library."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import nbformat
import numpy as np
import pytest
from scipy.sparse.csgraph import connected_components

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "cancelled_crimes"
# What no module imports, and why it is asked for.
NOT_IMPORTED = {
    "jupyterlab": "the Makefile starts it",
    "ruff": "the Makefile starts it",
    "mypy": "the Makefile starts it",
    "pytest-xdist": "a plug-in of pytest: -n in the Makefile",
    "syrupy": "a plug-in of pytest: the fixture snapshot",
    "pandas-stubs": "types that mypy reads",
}


def declared(kind: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] if kind == "run" else project["optional-dependencies"]["dev"]
    return {re.split(r"[\[<>=!~ ]", name)[0] for name in wanted}


def sources(kind: str) -> Iterator[str]:
    """The code that may import a dependency: the package and its notebooks; of the tests' own, the tests."""
    folder = ROOT / (PACKAGE if kind == "run" else "tests")
    yield from (path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    for path in (ROOT / "notebooks").glob("*.ipynb") if kind == "run" else ():
        yield from (c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code")


def imports(code: str) -> Iterator[str]:
    """Dotted names of what code imports anywhere when it runs: what stands under TYPE_CHECKING is never run."""
    waiting: list[ast.AST] = [ast.parse(code)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting += node.orelse
            continue
        waiting += ast.iter_child_nodes(node)


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_every_dependency_is_used(kind: str) -> None:
    used = {name.split(".")[0] for code in sources(kind) for name in imports(code)}
    distributions = packages_distributions()
    known = {of.lower().replace("_", "-") for name in used for of in distributions.get(name, ())}
    assert declared(kind) - known - set(NOT_IMPORTED) == set()


def test_what_is_excused_from_being_imported_is_declared() -> None:
    assert set(NOT_IMPORTED) <= declared("run") | declared("dev")


def modules() -> dict[str, str]:
    """The package's modules and their code."""
    paths = (ROOT / PACKAGE).rglob("*.py")
    names = {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in paths}
    return {name: path.read_text(encoding="utf-8") for name, path in names.items()}


def circles(code: dict[str, str]) -> list[list[str]]:
    """Modules that import each other in a circle; the package itself, that only holds the others, is none of them."""
    names = sorted(code.keys() - {PACKAGE})
    links = np.zeros((len(names), len(names)), dtype=int)
    for name in names:
        for told in imports(code[name]):
            imported = told if told in code else told.rpartition(".")[0]  # a name in a module means the module
            if imported in names:
                links[names.index(name), names.index(imported)] = 1
    count, of = connected_components(links, connection="strong")
    groups = [[name for name, group in zip(names, of, strict=True) if group == number] for number in range(count)]
    return [group for group in groups if len(group) > 1]


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circles(modules()) == []


def test_a_circle_is_found_also_inside_functions_and_not_where_only_types_are_checked() -> None:
    inside = {"a": "import b", "b": "def f():\n    from a import x"}
    typed = {"a": "import b", "b": "if TYPE_CHECKING:\n    from a import x"}
    assert circles(inside) == [["a", "b"]]
    assert circles(typed) == []


def test_a_few_words_cost_no_seconds() -> None:
    code = f"from {PACKAGE}.words.numbers import spelled; import sys; print(spelled(101), *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"inflect", "typeguard"} & set(done.stdout.split())
