# Sendwell. `make run` and `make test` need Python 3.11 or newer and nothing else.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
# A stamp per set of requirements, named after their content: setting up again happens only when they change.
stamp = $(VENV)/.installed-$(1)-$(shell sha256sum $(2) | cut -c1-16)
RUN_STAMP := $(call stamp,run,requirements.txt)
DEV_STAMP := $(call stamp,dev,requirements-dev.txt)
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
UV_COMPILE := $(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-header --python-version 3.11
# All cores; the tests of one file on one of them, so that what a file sets up (a running installation) is set up
# once. (xdist's groups do nothing with pytest 9.2: it no longer reads the names that xdist gives.)
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile

.PHONY: help run test check format screenshots lock doctor demo shell migrations messages clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

run: $(RUN_STAMP) ## set up what is missing and run everything on this machine (PORT=8000)
	@exec $(BIN)/python manage.py up

test: $(DEV_STAMP) ## the whole suite, on SQLite or on what DATABASE_URL says (ARGS="-k word")
	$(PYTEST) $(ARGS)

check: $(DEV_STAMP) ## style, types, floors, migrations, settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy apps config
	$(BIN)/mypy --config-file sdks/python/pyproject.toml sdks/python/src
	$(BIN)/python sdks/python/tools/make_async.py --check
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check

format: $(DEV_STAMP) ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

doctor: $(RUN_STAMP) ## what is wrong with this installation
	@$(BIN)/python manage.py doctor

demo: $(RUN_STAMP) ## sign-in and keys of the demo workspace
	@$(BIN)/python manage.py demo

migrations: $(RUN_STAMP) ## write migrations for changed models
	$(BIN)/python manage.py makemigrations

shell: $(RUN_STAMP) ## a Python shell on the database
	@exec $(BIN)/python manage.py shell

messages: $(RUN_STAMP) ## collect what pages say into locale/ and compile it (needs gettext)
	$(BIN)/python manage.py makemessages
	$(BIN)/python manage.py compilemessages --locale es

screenshots: $(DEV_STAMP) ## every page as a picture, into docs/screenshots (needs Chromium)
	$(BIN)/python -m tests.browser.screenshots docs/screenshots

lock: $(VENV)/.python ## pin requirements.in and requirements-dev.in with hashes
	$(PIP) install --quiet uv
	$(UV_COMPILE) requirements.in -o requirements.txt
	$(UV_COMPILE) requirements-dev.in -o requirements-dev.txt

clean: ## remove the virtual environment (your data in ./var stays)
	rm -rf $(VENV)

$(VENV)/.python:
	@tools/find-python $(VENV)
	@touch $@

$(RUN_STAMP): $(VENV)/.python
	@echo "Installing what Sendwell runs on (once; a minute or two)"
	@$(PIP) install --quiet --require-hashes -r requirements.txt
	@rm -f $(VENV)/.installed-run-* && touch $@

$(DEV_STAMP): $(VENV)/.python
	@echo "Installing what Sendwell is tested with (once; a minute or two)"
	@$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@rm -f $(VENV)/.installed-* && touch $@ $(RUN_STAMP)
