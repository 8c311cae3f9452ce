# Two commands do all on a fresh machine that has Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check bench lock clean docs languages chromium

demo: $(READY) ## build a record of the shipped reports and show what it says of two nights
	mkdir -p build && rm -f build/demo.db
	$(BIN)/saksi build examples --db build/demo.db --tallies examples/reference/tallies.csv --alerts examples/reference/alerts.csv
	$(BIN)/saksi show 2025-04-24 --db build/demo.db --brief
	$(BIN)/saksi show 2025-07-04 --db build/demo.db --brief
	$(BIN)/saksi read examples --format html -o build/demo.html
	@echo "Every claim beside its words: build/demo.html"
	@echo "The two nights in a browser: $(BIN)/saksi serve --db build/demo.db"

test: $(READY) chromium ## run the tests
	$(BIN)/python -m pytest -n auto

# The tests that look at pages need a browser; where it is absent and cannot be had they are skipped by name.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
	  if command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then \
	    echo "Chromium is absent; installing it, so that the tests can look at pages"; \
	    as=; [ "$$(id -u)" = 0 ] || as=sudo; \
	    { $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends chromium; } \
	      >/dev/null || echo "Chromium could not be installed; the tests that look at pages are skipped"; \
	  else echo "Chromium is absent; the tests that look at pages are skipped"; fi; }

docs: $(READY) ## build the documentation as a site in site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

check: $(READY) ## style and types
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy

bench: $(READY) ## how fast texts and pages are read and the record answers, how linking grows (some minutes)
	$(BIN)/python tools/bench/reading.py
	$(BIN)/python tools/bench/pages.py
	$(BIN)/python tools/bench/linking.py 10000 100000
	$(BIN)/python tools/bench/serve.py 20000

languages: $(READY) ## write docs/languages.md anew
	$(BIN)/python tools/languages/report.py

# Everything from the lock with its hashes, then this project itself, which needs nothing more.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --no-deps --no-build-isolation -e .
	touch $@

# Needs uv (`pip install uv`). Without an index address in the file, so that any index may serve it.
lock: ## write requirements.lock from pyproject.toml
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --custom-compile-command "make lock" --upgrade -o requirements.lock

clean: ## remove what make made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
