"""Run the notebooks, make the pages, and redo only what changed."""
