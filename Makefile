# Needs GNU make and python3 >= 3.11; everything else goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Each report once: sample_data/formats/ holds some of them again in other formats.
SAMPLES := $(filter-out %/README.md,$(wildcard sample_data/*.md sample_data/*.txt))

.DEFAULT_GOAL := check
.PHONY: check test lint bench docs samples clean

# The samples hold findings on purpose: they are shown, and do not make the target fail.
check: $(STAMP)
	$(BIN)/checker check --fail-on never $(SAMPLES)

test: lint
	$(BIN)/pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/repository.py

docs: $(STAMP)
	$(BIN)/python -m docs.generate
	$(BIN)/python -m docs.screenshot

samples: $(STAMP)
	$(BIN)/python -m sample_data.formats.generate

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "python3 >= 3.11 is needed; set PYTHON=")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
