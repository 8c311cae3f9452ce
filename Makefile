# Two commands do all on a fresh machine that has Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check bench lock clean

demo: $(READY) ## read the shipped reports and show what they say
	$(BIN)/saksi read examples

test: $(READY) ## run the tests
	$(BIN)/python -m pytest -n auto

check: $(READY) ## style and types
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy

bench: $(READY) ## how long linking takes, and how that grows (some minutes)
	$(BIN)/python tools/bench/linking.py 10000 100000

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
