# `make run` and `make test` set up all they need; `make help` lists the rest.

# Only from the command line (`make run PORT=9000`): many shells export a HOST of their own.
PORT =
HOST =
PYTHON ?= python3
PYTEST_ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
BROWSER := trackers/drawing/browser
STAMPS := $(VENV)/.stamps
# What both builds agree on: nothing is asked, nothing is written to a person's caches.
PIP := $(PY) -m pip --disable-pip-version-check --quiet
# A lock names everything, so nothing is left to resolve: older pips trip over a newer release of a
# locked package that another one asks for with an extra.
LOCKED := install --no-deps --require-hashes -r

.DEFAULT_GOAL := help
.PHONY: help setup run demo test check audit format lint types contracts tests bench drill words pictures lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

setup: $(STAMPS)/run ## set up what the program needs, without starting it

run: $(STAMPS)/run ## start the program at http://localhost:8501 (PORT=… HOST=…)
	$(PY) -m trackers.cli serve $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT))

demo: $(STAMPS)/run ## build the demo ward anew (stop the program first)
	$(PY) -m trackers.cli demo --reset

test: $(STAMPS)/dev system ## run all tests (PYTEST_ARGS="-k name")
	$(MAKE) --no-print-directory tests

# A file's tests stay together: they share a demo, a server, a browser. What fails is run once more,
# alone: a browser starved by its neighbours misses a deadline that it keeps by itself.
tests: $(STAMPS)/dev
	$(PY) -m pytest -n auto --dist loadfile $(PYTEST_ARGS) || { \
	    echo "*** chạy lại riêng những kiểm thử vừa hỏng / running what failed once more, alone"; \
	    $(PY) -m pytest --last-failed $(PYTEST_ARGS); }

check: $(STAMPS)/dev system ## format, lint, types, contracts, then the same tests
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-cache
	$(PY) -m tests.audit
	$(MAKE) --no-print-directory tests

audit: $(STAMPS)/dev ## known holes in locked packages, where a database of them can be reached
	$(PY) -m tests.audit

format: $(STAMPS)/dev ## put all files in our format
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: $(STAMPS)/dev ## print the benchmark tables
	$(PY) -m tests.bench
	$(PY) -m tests.bench.history
	$(PY) -m tests.bench.corridor
	$(PY) -m tests.bench.playback
	$(PY) -m tests.bench.forecast
	$(PY) -m tests.bench.sharing

drill: $(STAMPS)/dev ## run the fault, race and soak tests at their full counts
	MATBANG_TEST_FULL=1 $(PY) -m pytest -m drill --timeout 3600 $(PYTEST_ARGS)

pictures: $(STAMPS)/dev system ## take the guides' pictures anew from the program as it is
	MATBANG_TEST_PICTURES=1 $(PY) -m pytest -q tests/e2e/test_guide.py $(PYTEST_ARGS)

words: $(STAMPS)/run ## list the Vietnamese texts that have no English yet
	$(PY) -m trackers.words.missing

lock: $(STAMPS)/dev ## write .lock/ anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra setup --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-emit-index-url --output-file .lock/run.txt
	uv pip compile pyproject.toml --extra setup --extra dev --universal --python-version 3.11 \
	    --constraints .lock/run.txt --generate-hashes --no-header --no-emit-index-url \
	    --output-file .lock/dev.txt

clean: ## remove what was built; data/ stays
	rm -rf $(VENV) build *.egg-info $(BROWSER)/node_modules test-artefacts
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage

# Each step leaves a stamp, so that the second `make run` starts at once.

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "Cần Python 3.11 trở lên / Python 3.11 or newer is needed (PYTHON=…)"; exit 2; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(MAKE) --no-print-directory python-venv
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/packages: .lock/run.txt | $(STAMPS)/venv
	@echo "Đang cài các gói Python… / installing Python packages…"
	@$(PIP) $(LOCKED) .lock/run.txt
	@touch $@

$(STAMPS)/project: pyproject.toml | $(STAMPS)/packages
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(STAMPS)/browser: $(BROWSER)/package-lock.json | $(STAMPS)/packages
	@echo "Đang cài thư viện bản đồ… / installing the map library…"
	@cd $(BROWSER) && PATH="$(abspath $(VENV))/bin:$$PATH" npm ci --no-audit --no-fund --ignore-scripts
	@touch $@

$(STAMPS)/run: $(STAMPS)/packages $(STAMPS)/project $(STAMPS)/browser
	@touch $@

$(STAMPS)/dev: .lock/dev.txt $(STAMPS)/run
	@echo "Đang cài công cụ kiểm thử… / installing test tools…"
	@$(PIP) $(LOCKED) .lock/dev.txt
	@$(PY) -m pip --disable-pip-version-check check
	@touch $@

# From the system's packages, where they are missing and can be installed.

SUDO := $(shell [ "$$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null && echo "sudo -n"; })
CAN_INSTALL := $(shell { [ "$$(id -u)" = 0 ] || [ -n "$(SUDO)" ]; } && command -v apt-get)

.PHONY: system python-venv
python-venv:
	@[ -n "$(CAN_INSTALL)" ] || { \
	    echo "Thiếu python3-venv: sudo apt-get install python3-venv / python3-venv is missing"; exit 2; }
	$(SUDO) apt-get install -y python3-venv
	$(PYTHON) -m venv $(VENV)

system:
	@MISSING=""; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	    || command -v google-chrome >/dev/null || MISSING="chromium"; \
	fc-list 2>/dev/null | grep -qiE 'noto ?sans|dejavu' || MISSING="$$MISSING fontconfig fonts-noto-core"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
	    && ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 \
	    || MISSING="$$MISSING postgresql postgresql-postgis"; \
	PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || MISSING="$$MISSING nginx"; \
	command -v soffice >/dev/null && command -v pdftotext >/dev/null \
	    || MISSING="$$MISSING libreoffice-writer libreoffice-calc poppler-utils fonts-liberation"; \
	[ -n "$$MISSING" ] || exit 0; \
	if [ -n "$(CAN_INSTALL)" ] && $(SUDO) apt-get update && $(SUDO) apt-get install -y $$MISSING; \
	then exit 0; fi; \
	echo; echo "*** THIẾU / MISSING: $$MISSING"; \
	echo "*** các kiểm thử cần chúng sẽ bị bỏ qua / the tests that need them will be SKIPPED"; \
	echo "*** sudo apt-get install $$MISSING"; echo
