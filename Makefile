# make run    installs everything and opens the shop with demo data
# make test   installs what the tests need and runs the one gate
# make bench, make look, make torture: speed, pictures of every screen, what takes long

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .demo

.PHONY: run test bench look torture format clean

run: $(VENV)/.run
	$(BIN)/pkkmart demo --data $(DEMO)

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

bench: $(VENV)/.dev
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

look: $(VENV)/.dev
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.look

torture: $(VENV)/.dev
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/torture -n 2

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The libraries Qt's window plugin needs, and the programs the exported ledger is tried in.
LIBRARIES := libxcb-cursor0 libxkbcommon-x11-0 libegl1 libgl1 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 \
	libxcb-render-util0 libxcb-randr0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libfontconfig1 \
	libfreetype6 libglib2.0-0 libdbus-1-3
TEST_TOOLS := hledger ledger

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "PKK Mart needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

# On Debian as root what is missing is installed, else the command is told. $(1) packages, $(2) who needs them.
define with_packages
@missing=""; for one in $(1); do \
  dpkg-query -W -f='$${Status}' $$one 2>/dev/null | grep -q '^install ok' || missing="$$missing $$one"; done; \
if [ -n "$$missing" ] && command -v apt-get >/dev/null; then \
  if [ "$$(id -u)" = 0 ]; then \
    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing; \
  else echo "$(2)$$missing"; echo "  sudo apt-get install$$missing"; fi; fi
@touch $@
endef

$(VENV)/.libraries: | $(VENV)/bin/python
	$(call with_packages,$(LIBRARIES),Qt needs:)

$(VENV)/.test-tools: | $(VENV)/bin/python
	$(call with_packages,$(TEST_TOOLS),Two tests are skipped without:)

$(VENV)/.run: pyproject.toml .constraints.txt $(VENV)/.libraries
	$(BIN)/python -m pip install -q --disable-pip-version-check -c .constraints.txt -e .
	@touch $@

$(VENV)/.dev: pyproject.toml .constraints.txt $(VENV)/.libraries $(VENV)/.test-tools
	$(BIN)/python -m pip install -q --disable-pip-version-check -c .constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
