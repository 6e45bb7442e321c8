"""Run by a stock kernel as it starts, as its PYTHONSTARTUP: tell the runner what is opened, leave no name behind."""

__import__("cancelled_crimes.pipeline.watching", fromlist=["tell"]).tell()
