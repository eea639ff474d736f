# Everything one needs to try Arasha and to work on it. `make` alone lists the targets.
SHELL := /bin/bash
PY := .venv/bin/python
ARASHA := .venv/bin/arasha
UNIT := -m "not browser and not process and not slow"
EVERY_VERB := tests/verbs tests/rights
# As a shell expression, so that CI and people see the same: does a PostgreSQL answer on this machine?
POSTGRES_ANSWERS := (exec 3<>/dev/tcp/127.0.0.1/5432) 2>/dev/null

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo demo-reset test test-all lint unit every-verb postgres browser chromium dovecot messages lock

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

install: ## install what an office needs into .venv (nothing to do when the lock is unchanged)
	@tools/install.sh requirements.lock

install-dev: ## install what the tests need too
	@tools/install.sh requirements-dev.lock

demo: install ## an office with example data on 127.0.0.1 (make demo ARGS="--port 8080")
	@$(ARASHA) demo $(ARGS)

demo-reset: install ## forget the example office and begin anew
	@$(ARASHA) demo-reset
	@$(ARASHA) demo $(ARGS)

test: install-dev chromium dovecot lint unit every-verb postgres browser ## everything that must pass before a change goes in

test-all: test ## the slow tests too
	$(PY) -m pytest -q -m slow

lint: install-dev ## style, types, and the contract between the floors
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

unit: install-dev ## without a browser, on SQLite: the habit while one works
	$(PY) -m pytest -q -n 2 --dist loadfile $(UNIT) $(addprefix --ignore=,$(EVERY_VERB))

every-verb: install-dev ## each verb with its four tests, each address and verb as each role asks for it, on SQLite
	$(PY) -m pytest -q -n 2 --dist loadfile $(UNIT) $(EVERY_VERB)

postgres: install-dev ## both on PostgreSQL, where one answers on 127.0.0.1:5432
	@rm -f test-results/postgres
	@if $(POSTGRES_ANSWERS); then \
	  ARASHA_TEST_DB=postgres $(PY) -m pytest -q -n 2 --dist loadfile $(UNIT) --ignore=tests/law && mkdir -p test-results && touch test-results/postgres; \
	else echo "NOT TESTED on PostgreSQL: none answers on 127.0.0.1:5432"; fi

browser: install-dev chromium dovecot ## the office as processes, and the road in a real browser
	$(PY) -m pytest -q -m "(browser or process) and not slow"

chromium: ## the browser comes from Debian: as root it is installed, otherwise the command is named
	@tools/chromium.sh

dovecot: ## a real mail server for the tests of e-mail, from Debian too
	@tools/dovecot.sh

messages: install-dev ## bring the catalogues in step with the texts in code and templates
	$(PY) -m arasha.cli.messages

lock: ## resolve the dependencies again (needs uv)
	uv pip compile pyproject.toml --extra postgres --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade -o requirements.lock
	uv pip compile pyproject.toml --all-extras -c requirements.lock --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements-dev.lock
