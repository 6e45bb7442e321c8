"""The list of what went into a build and what came out, with digests: outputs/manifest.json."""

import json
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.files import Digests, code_digest
from cancelled_crimes.pipeline.promote import produced_files

NAME = "outputs/manifest.json"
_INPUTS = ("story.toml", "claims.toml", "requirements.txt")
_LIBRARIES = (
    "cancelled-crimes", "pandas", "numpy", "scipy", "statsmodels", "matplotlib", "seaborn", "papermill", "nbconvert",
    "ipykernel", "jinja2", "pydantic", "num2words", "xlsxwriter",
)  # fmt: skip


def manifest(project: Project, digests: Digests) -> str:
    """JSON text: date of the edition (`as_of`), versions, and SHA-256 of each input and output by name."""
    inputs = [project.root / name for name in _INPUTS]
    inputs += [p for folder in (project.raw, project.notebooks) for p in sorted(folder.iterdir()) if p.is_file()]
    outputs = [name for name in produced_files(project.into) if name != NAME]
    names = [p.relative_to(project.root).as_posix() for p in inputs if p.is_file()]
    content = {
        "inputs": {name: digests.of(name) for name in names},
        "package": code_digest(),
        "outputs": {name: digests.of(name) for name in outputs},
        "versions": {"python": platform.python_version(), **_versions()},
    }
    return json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def write_manifest(project: Project, digests: Digests) -> Path:
    """Write the manifest of what stands in the project's outputs."""
    path = project.into / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(manifest(project, digests), encoding="utf-8", newline="\n")
    return path


def _versions() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
