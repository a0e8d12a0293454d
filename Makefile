PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
TEXTS := translations/photon_setup_en.ts
LUPDATE := $(BIN)/pyside6-lupdate -silent -locations none -no-obsolete \
	$(sort $(shell find setup_wizard/ui -name '*.py')) setup_wizard/workflow/words.py

.DEFAULT_GOAL := help
.PHONY: help demo test check bench bundle screenshots texts clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m compileall -q setup_wizard
	@touch $@

demo: $(STAMP) ## Set up a simulated Photon, in a window or (without a display) on the terminal
	$(BIN)/photon-setup --demo

test: $(STAMP) ## Run every test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

check: $(STAMP) ## Style, types, who may import whom, texts to translate
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	MYPYPATH=packaging $(BIN)/mypy packaging/*.py
	$(BIN)/lint-imports
	@mkdir -p build/translations && rm -f build/$(TEXTS)
	$(LUPDATE) -ts build/$(TEXTS)
	@diff -u resources/$(TEXTS) build/$(TEXTS) || { echo 'The texts have changed: run `make texts`.'; exit 1; }

bench: $(STAMP) ## Measure speed, as ratios in one run
	$(BIN)/python -m tests.benchmarks

bundle: $(STAMP) ## Build the program that needs no Python, dist/photon-setup
	$(BIN)/python packaging/build.py

screenshots: $(STAMP) ## Draw every page and every problem into screenshots/
	$(BIN)/python -m tests.screenshots

texts: $(STAMP) ## Collect the texts to translate
	@mkdir -p resources/translations && rm -f resources/$(TEXTS)
	$(LUPDATE) -ts resources/$(TEXTS)

clean: ## Remove the environment and every cache
	rm -rf $(VENV) node_modules tests/peers/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build dist screenshots
