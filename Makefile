# Type `make help` to see what there is. The environment is made on the first run and remade when its pins change.
.DEFAULT_GOAL := help
.PHONY: help all edition check verify publish readme bench calibrate lab lint lock test clean

ENV := .venv
BIN := $(ENV)/bin
PINS := $(shell cat requirements.txt requirements/uv.txt | cksum | cut -d' ' -f1)
DEV_PINS := $(shell cat requirements/dev.txt requirements/uv.txt | cksum | cut -d' ' -f1)
READY := $(ENV)/.pins-$(PINS)
DEV_READY := $(ENV)/.dev-pins-$(DEV_PINS)
RUN := $(BIN)/python -m cancelled_crimes
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"
# What is typed after a target reaches Python through the environment as it stands, and never a shell.
override FORCE := $(value FORCE)
override WORKERS := $(value WORKERS)
override KEEP_GOING := $(value KEEP_GOING)
export FORCE WORKERS KEEP_GOING

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

all: $(READY) ## Bring data, charts and all pages up to date (WORKERS=n, KEEP_GOING=1)
	@$(RUN) all

edition: $(READY) ## One local page: make edition FORCE="Greater Manchester"
	@$(RUN) edition

check: $(READY) ## Check raw data, settings and claims; say what a rebuild would change
	@$(RUN) check

readme: $(READY) ## Bring the figures and the chart in README.md up to date
	@$(RUN) readme

verify: $(READY) ## Rebuild apart and compare byte for byte
	@$(RUN) verify

publish: $(READY) ## Mark the present outputs as the published edition
	@$(RUN) publish

bench: $(READY) ## Time this beside stock papermill and nbconvert; writes docs/benchmark.md
	@$(RUN) bench

calibrate: $(READY) ## Measure the methods on the samples in hand; writes its part of docs/method.md
	@$(BIN)/python -m cancelled_crimes.stats.measured

lab: $(READY) ## Open the notebooks in JupyterLab
	@$(BIN)/jupyter lab notebooks

lint: $(DEV_READY) ## Look for mistakes in style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

lock: $(READY) ## Pin everything anew from pyproject.toml, with hashes
	@$(LOCK) pyproject.toml -o requirements.txt
	@$(LOCK) pyproject.toml --extra dev -c requirements.txt -o requirements/dev.txt
	@$(LOCK) --group env -o requirements/uv.txt

test: $(DEV_READY) ## Set up everything and run every test
	@sh requirements/chromium.sh $(BIN)
	@$(MAKE) --no-print-directory all lint
	@$(BIN)/pytest -n 2 --dist loadfile

clean: ## Remove what was made (not the data, not the environment)
	@rm -rf outputs .build .cache

$(READY):
	@sh requirements/install.sh $(ENV) requirements.txt
	@touch $@

$(DEV_READY):
	@sh requirements/install.sh $(ENV) requirements/dev.txt
	@touch $(READY) $@
