"""The page: sections of the story notebook, its fact-check sheet, the HTML export, and what goes with the page."""
