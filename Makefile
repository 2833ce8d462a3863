# Two commands for a new machine: `make run` and `make test`. Only Python >= 3.11 and make are assumed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
# Workers of the test runner: the tests of the web site wait for the browser, so one per core is right.
JOBS ?= $(shell $(PYTHON) -c 'import os; print(min(4, os.cpu_count() or 1))')

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test check test-sqlite test-postgres screenshots messages bench figures docs lock clean

help:
	@echo "make run          install, prepare, load the samples, serve at http://$(HOST):$(PORT)"
	@echo "make test         every check and every test (SQLite, and PostgreSQL where it answers)"
	@echo "make check        style, types, import contracts"
	@echo "make screenshots  pictures of each page, in both languages, into var/screenshots"
	@echo "make messages     collect what the pages say into the Spanish catalogue, and compile it"
	@echo "make bench        every figure that the documentation gives"
	@echo "make figures      measure how well it reads, and write it into the documentation"
	@echo "make docs         the documentation as a web site, into build/docs"
	@echo "make lock         renew the lock files in requirements/"

run: $(VENV)/.run
	@$(BIN)/tequio demo --host $(HOST) --port $(PORT)

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Tequio needs Python 3.11 or newer; this is $$($(PYTHON) --version). Name another: make PYTHON=python3.12 …"; exit 2; }
	@echo "· making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# The package itself goes in last, as a link to this folder, with the build tool that the lock file pins.
define install
	@echo "· installing what $(1) names (about half a minute)"
	@$(BIN)/pip install --quiet --require-hashes --no-deps -r $(1)
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
endef

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/.made
	$(call install,requirements/run.txt)
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/.made
	$(call install,requirements/dev.txt)
	@touch $@ $(VENV)/.run

check: $(VENV)/.dev
	@echo "· style"; $(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@echo "· import contracts"; $(BIN)/lint-imports --no-cache > $(VENV)/contracts.txt || { cat $(VENV)/contracts.txt; exit 1; }
	@echo "· types"; $(BIN)/mypy
	@echo "· migrations"; home=$$(mktemp -d); trap "rm -rf $$home" EXIT; \
		TEQUIO_HOME=$$home $(BIN)/tequio manage makemigrations --check --dry-run

test: check test-sqlite test-postgres

test-sqlite: $(VENV)/.dev
	@echo "· tests on SQLite"; $(BIN)/pytest -q -n $(JOBS)

test-postgres: $(VENV)/.dev
	@if $(BIN)/python tests/postgres.py; then \
		echo "· tests on PostgreSQL, without those of no database and those in the browser, which ran on SQLite"; \
		DATABASE_URL=$$($(BIN)/python tests/postgres.py --address) \
			$(BIN)/pytest -q -n $(JOBS) -m "not engine and not browser"; \
	elif [ -n "$$TEQUIO_REQUIRE_POSTGRES" ]; then \
		echo "PostgreSQL is required here and does not answer."; exit 1; \
	else \
		echo "· no PostgreSQL answers at 127.0.0.1:5432: the tests on PostgreSQL were left out"; \
	fi

screenshots: $(VENV)/.dev
	@$(BIN)/python docs/screenshots.py

messages: $(VENV)/.dev
	@$(BIN)/python tools/messages.py

bench: $(VENV)/.dev
	@for script in benchmarks/bench_*.py; do echo; echo "── $$script"; $(BIN)/python $$script || exit 1; done

figures: $(VENV)/.dev
	@$(BIN)/python benchmarks/bench_extraction.py --write

docs: $(VENV)/.made
	@$(BIN)/pip install --quiet --require-hashes --no-deps -r requirements/docs.txt
	@$(BIN)/mkdocs build --strict --quiet && echo "· build/docs/index.html"

lock: $(VENV)/.made
	@$(BIN)/pip install --quiet uv
	@for set in run dev docs; do \
		extra=$$([ $$set = run ] || echo "--extra $$set"); \
		$(BIN)/uv pip compile pyproject.toml requirements/build.in $$extra --universal --python-version 3.11 \
			--generate-hashes --no-emit-index-url --no-header --quiet $(UPGRADE) -o requirements/$$set.txt; \
	done

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache
