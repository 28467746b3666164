# 亩图 Mutu. `make help` names the targets.
PYTHON ?= python3
BIN := .venv/bin
VENDOR := app_pages/static/vendor/.ready

.DEFAULT_GOAL := help
.PHONY: help run test check soak bench sample lock shots

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: .venv/.run $(VENDOR)  ## set up what is missing and serve the app at http://localhost:8501
	$(BIN)/python cli.py serve

test: .venv/.dev $(VENDOR)  ## set up what is missing and run every test
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: .venv/.dev  ## ruff, mypy --strict, import-linter
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports

soak: .venv/.dev $(VENDOR)  ## the long runs: kills, fuzz, load
	$(BIN)/python -m bench.soak

bench: .venv/.dev $(VENDOR)  ## the benchmarks of docs/benchmarks.md
	$(BIN)/python -m bench

sample: .venv/.dev  ## make data/parcels/sample.gpkg anew from its seeded script
	$(BIN)/python -m data.parcels.make_sample

shots: .venv/.dev $(VENDOR)  ## take the screenshots of the README anew
	MUTU_SHOTS=1 $(BIN)/python -m pytest tests/browser/test_screens.py -k readme

lock: .venv/.dev  ## write the lock files anew from requirements*.in
	$(PYTHON) deploy/lock.py

.venv/.run: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENDOR): package-lock.json deploy/assets.py .venv/.run
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/npm ci --ignore-scripts --silent
	$(BIN)/python deploy/assets.py
	@touch $@
