# The product's commands. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/bash
ALL_TESTS := -n 3 --dist loadfile --no-loadscope-reorder --durations 10
N ?= 6
LINTS := lint-types lint-templates lint-imports lint-format lint-code  # the longest first

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

run: .venv/runtime ## install, load the demo town into an empty database, serve on 127.0.0.1:8000
	@exec $(BIN)/flask serve --demo

test: .venv/dev system-packages lint ## every check and test; installs what it needs
	$(BIN)/pytest $(ALL_TESTS)

check: .venv/dev lint ## after every change: all that needs neither browser, LibreOffice nor server
	EXAMPLES=0.25 $(BIN)/pytest -n 2 -m "not outside"

lint: .venv/dev ## format, lint, types, imports, templates; each says its own, all at once
	@$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target $(LINTS)

lint-types:
	$(BIN)/mypy

lint-templates:
	$(BIN)/djlint templates --lint --quiet

lint-imports:
	$(BIN)/lint-imports

lint-format:
	$(BIN)/ruff format --check .

lint-code:
	$(BIN)/ruff check .

steady: .venv/dev system-packages ## every test N=6 times on a busy machine; names what failed even once
	$(BIN)/python -m tests.steady $(N) $(ALL_TESTS)

bench: .venv/dev ## measure against the baselines of bench/ and print ratios
	$(BIN)/python -m bench

faults: .venv/dev ## kill the server, cut the power, fill the disk while phones send; prove nothing is lost
	$(BIN)/python -m faults

simulate: .venv/dev ## N=1000 histories of a village from SEED=0 on: phones, network and server fail, nothing may be lost
	$(BIN)/python -m simulate $(if $(filter file,$(origin N)),1000,$(N)) --seed $(or $(SEED),0)

simulate-check: .venv/dev ## plant 25 mistakes, one at a time; the histories must find each
	$(BIN)/python -m simulate --self-check

herd: .venv/dev ## 500 phones back at once, and 24 slow ones beside the office
	$(BIN)/python -m bench.herd

audit: .venv/dev ## ask which dependencies have known vulnerabilities (needs a network, else fails)
	@tests/audit.sh

readers: .venv/dev ## let exceljs and luckyexcel, which previews use, read the demo's Excel files (needs npm)
	$(BIN)/python -m readers

format: .venv/dev ## format code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: .venv/dev ## make the screenshots of README and handbook anew
	@tests/system-packages.sh screenshots
	SCREENSHOTS=docs/screenshots $(BIN)/pytest -n 0 tests/journeys/test_screenshots.py

lock: ## make requirements*.txt anew from requirements*.in (needs uv)
	for name in requirements requirements-dev; do uv pip compile $$name.in -o $$name.txt --universal \
	  --generate-hashes --python-version 3.11 --no-emit-index-url --exclude-newer "7 days" || exit 1; done

.venv/runtime: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/runtime

system-packages:
	@tests/system-packages.sh

.PHONY: help run test check lint $(LINTS) steady bench faults simulate simulate-check herd audit readers format screenshots lock system-packages
