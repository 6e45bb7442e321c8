"""Checking the processed tables against their own data dictionary, `data/datapackage.json`."""

from cancelled_crimes.data.dictionary import Table, load_dictionary
from cancelled_crimes.data.problems import Problem, ProcessedDataError
from cancelled_crimes.data.schema import Lookups, problems_of
from cancelled_crimes.data.sheet import Sheet, read_sheet
from cancelled_crimes.paths import Project
from cancelled_crimes.settings import Settings


def check_processed(project: Project, settings: Settings, groups: list[str], tables: list[str] | None = None) -> None:
    """Check the processed files: columns, types, ranges, unique keys, and wrong <= reviewed.

    `groups` are the names in groups.csv; `tables` limits the check to some of the files. The dictionary is that of
    the project's folder, the files those of `project.processed`. Raises ProcessedDataError with all problems.
    """
    dictionary = load_dictionary(project.root / "data" / "datapackage.json")
    chosen = [t for name, t in dictionary.items() if tables is None or name in tables]
    lists = {"units": settings.units, "offences": settings.offences, "groups": groups, "place": [settings.story.place]}
    lookups = Lookups(lists)
    problems: list[Problem] = []
    for table in chosen:
        path = project.processed / table.file
        if not path.is_file():
            problems.append(Problem(table.file, None, "", "", "a file, but it is not there", ""))
            continue
        sheet = read_sheet(path, table, project.into)
        problems += [*sheet.problems, *problems_of(sheet, lookups), *_out_of_place(table, sheet, settings)]
    if problems:
        raise ProcessedDataError(problems)


def _out_of_place(table: Table, sheet: Sheet, settings: Settings) -> list[Problem]:
    """Forces that a table with a row for each force leaves out."""
    if table.name not in ("cancellations", "victims", "rates"):
        return []
    there = set(sheet.cells["force"]) if sheet.lines else set(settings.units)
    return [
        Problem(table.file, None, "force", "", f"a row for {force}, but there is none", "")
        for force in settings.units
        if force not in there
    ]
