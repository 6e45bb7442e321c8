"""`python -m cancelled_crimes`."""

from cancelled_crimes.cli import main

main(prog_name="python -m cancelled_crimes")
