# make run: the dashboard.  make test: the tests.  make check: style and types.  make bench: how fast the intake is.
# Each makes .venv and installs the pinned packages by itself when needed.

SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8501
PYTHON ?= $(shell .ci/find-python)
TYPED := $(foreach dir,data queries charts exports,$(if $(shell find $(dir) -name '*.py' 2>/dev/null | head -n 1),$(dir)))

.PHONY: run sample test bench check format clean

## start the dashboard on this machine; an empty store is first filled with the sample district
run: $(VENV)/.run-installed sample
	$(PY) -m streamlit run dashboard.py --server.address 127.0.0.1 --server.port $(PORT) --server.headless true

## fill an empty store with the sample district (leaves a store that has something in it alone)
sample: $(VENV)/.run-installed
	$(PY) -m data sample

## run all tests, those in a real Chromium too, on every core
test: $(VENV)/.dev-installed
	@.ci/get-chromium
	@$(PY) -m pytest -n auto --dist loadscope --no-loadscope-reorder

## measure the intake side by side with a bare read; fails where a promised figure is not reached
bench: $(VENV)/.dev-installed
	$(PY) -m tests.bench

## format, lint, types; changes nothing
check: $(VENV)/.dev-installed
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(if $(TYPED),$(PY) -m mypy $(TYPED),@echo "mypy: none of data, queries, charts, exports is here yet")

## put the code into the common form
format: $(VENV)/.dev-installed
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

## remove the virtual environment and the caches; what is in var/ stays
clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps make the second run instant; a changed list of packages installs again.
$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer was not found. Install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; }
	@.ci/find-python "$(PYTHON)" >/dev/null || { echo "$(PYTHON) is not Python 3.11 or newer." >&2; exit 1; }
	@echo "Making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) || { echo "No virtual environment could be made. On Debian or Ubuntu install the package python3-venv." >&2; exit 1; }
	@touch $@

$(VENV)/.run-installed: $(VENV)/.made requirements.txt
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev-installed: $(VENV)/.run-installed requirements-dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
