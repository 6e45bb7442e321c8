"""A grade on which sources disagree is told as disputed, unless the inspectorate itself has settled it."""

import pytest

from cancelled_crimes.clean.disputed import disputed_grades

COLUMN = "overall_judgment"
INADEQUATE, GOOD = ("inadequate", "Star"), ("good", "Echo")


def inspection(grade):
    return {"force": "Essex", "inspection_year": "2019", COLUMN: grade}


def printed(value, where, kind="newspaper", measure="overall judgment"):
    return {
        "force": "Essex",
        "inspection_year": "2019",
        "measure": measure,
        "printed": value,
        "kind": kind,
        "where": where,
    }


def disputed(grade, *rows):
    return disputed_grades([inspection(grade)], rows).get(("Essex", 2019, COLUMN))


def test_two_papers_that_disagree_leave_a_grade_disputed_with_both_values_and_sources():
    assert disputed("inadequate", printed("inadequate", "Star"), printed("Good", "Echo")) == (INADEQUATE, GOOD)


def test_a_paper_that_differs_from_the_list_leaves_it_disputed():
    assert disputed("inadequate", printed("good", "Echo")) == (("inadequate", "the list of inspections"), GOOD)


@pytest.mark.parametrize("listed", ["inadequate", "", None, float("nan")])
def test_what_the_inspectorate_itself_printed_settles_a_grade(listed):
    assert disputed(listed, printed("inadequate", "the report", "inspectorate"), printed("good", "Echo")) is None


def test_a_list_that_differs_from_the_inspectorate_is_disputed():
    assert disputed("good", printed("inadequate", "the report", "inspectorate")) is not None


def test_an_inspectorate_that_printed_two_grades_is_disputed():
    rows = [printed("inadequate", "the report", "inspectorate"), printed("good", "the news", "inspectorate")]
    assert disputed("inadequate", *rows) is not None


def test_sources_that_agree_and_values_that_are_no_grade_are_not_disputed():
    assert disputed("inadequate", printed("Inadequate", "Star")) is None
    assert disputed("inadequate", printed("96%", "Star", measure="recording rate")) is None


def test_suffolk_is_disputed_and_no_other_force(project):
    import csv

    def read(name):
        return list(csv.DictReader((project.raw / name).open(encoding="utf-8")))

    found = disputed_grades(read("inspections.csv"), read("other_printed.csv"))
    assert {force for force, _, _ in found} == {"Suffolk"}
