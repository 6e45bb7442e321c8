"""What each kind of step does, in a process of its own."""

from cancelled_crimes.paths import Project
from cancelled_crimes.pipeline.files import name_of
from cancelled_crimes.pipeline.tasks import Task
from cancelled_crimes.pipeline.watching import watch


def carry_out(project: Project, task: Task) -> tuple[list[str], list[str]]:
    """Do one step; returns the names of the files that it read and of those that it wrote."""
    with watch() as seen:
        {"notebook": _run, "page": _render, "bundle": _bundle, "workbook": _workbook}[task.kind](project, task)
    written = _names(project, seen.written)
    return sorted(_names(project, seen.read) - written), sorted(n for n in written if (project.into / n).is_file())


def _names(project: Project, paths: set[str]) -> set[str]:
    return {name for path in paths if (name := name_of(project, path))}


def _run(project: Project, task: Task) -> None:
    from cancelled_crimes.pipeline.notebooks import run_notebook

    notebook = project.notebooks / f"{task.notebook}.ipynb"
    run_notebook(notebook, project.into / task.executed, task.parameters, label=task.label)


def _render(project: Project, task: Task) -> None:
    from cancelled_crimes.page.export import export_page
    from cancelled_crimes.pipeline.notebooks import read_notebook

    page = export_page(read_notebook(project.into / task.executed), project)
    project.story.mkdir(parents=True, exist_ok=True)
    (project.story / f"{task.page}.html").write_text(page, encoding="utf-8", newline="\n")


def _bundle(project: Project, task: Task) -> None:
    from cancelled_crimes.page.bundle import write_bundle

    write_bundle(project, task.force)


def _workbook(project: Project, _task: Task) -> None:
    from cancelled_crimes.page.workbook import write_workbook

    write_workbook(project)
