PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test check bench screenshots clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(STAMP) ## Set up a simulated Photon, in a window or (without a display) on the terminal
	$(BIN)/photon-setup --demo

test: $(STAMP) ## Run every test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

check: $(STAMP) ## Style, types, who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP) ## Measure speed, as ratios in one run
	$(BIN)/python -m tests.benchmarks

clean: ## Remove the environment and every cache
	rm -rf $(VENV) node_modules tests/peers/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build dist
