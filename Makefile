# The commands of this site; `make help` lists them. Works with GNU make 3.81 and newer.

PYTHON ?= python3
PY := .venv/bin/python
MANAGE := $(PY) manage.py

# What to install follows from the same variables that the settings read.
LOCKS := requirements.txt
ifneq ($(filter postgres%,$(value DATABASE_URL)),)
LOCKS += requirements-postgres.txt
endif
ifneq ($(strip $(value CACHE_URL)),)
LOCKS += requirements-redis.txt
endif
INSTALLED := $(LOCKS:%.txt=.venv/%.installed)

PO := $(shell find locale -name '*.po')
MO := $(PO:.po=.mo)
STATIC_SOURCES := $(shell find static */static 2>/dev/null)

# Byte-stable: no line numbers, no dates of the day, no wrapping that differs between versions.
MAKEMESSAGES := makemessages --locale bn --no-location --no-wrap --no-obsolete --verbosity 0 \
	--ignore '.*' --ignore 'tests/*' --ignore 'staticfiles/*' --ignore 'var/*'

# What only reads the code sees none of the operator's variables, and nothing in var/.
CLEAN := env -i PATH="$$PATH" DATA_DIR=.venv/checks

# An environment whose Python has gone (the system was upgraded) is made anew.
$(shell $(PY) -c '' 2>/dev/null || rm -f .venv/created)

# Two installers at once would trip over each other.
.NOTPARALLEL:
.PHONY: help run dev test drill bench weigh pictures style checks messages check-messages format lock

help:  ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(INSTALLED) $(MO) staticfiles/collected  ## Install what is missing, upgrade in place, and serve the site
	@exec $(MANAGE) serve

dev: $(INSTALLED) $(MO)  ## The same with DEBUG, on a server that reloads changed code
	@exec env DEBUG=on $(MANAGE) serve --autoreload

test: $(INSTALLED) .venv/requirements-test.installed $(MO) style checks check-messages  ## Check everything; DATABASE_URL=… runs it on PostgreSQL
	@$(PY) -m pytest

drill: $(INSTALLED) .venv/requirements-test.installed $(MO) staticfiles/collected  ## Kill, load and fault drills against the real server (minutes)
	@$(PY) -m tests.drills

bench: $(INSTALLED) .venv/requirements-test.installed $(MO)  ## Ask the pages of triage with 100,000 requests (minutes)
	@$(PY) -m tests.bench

weigh: $(INSTALLED) .venv/requirements-test.installed $(MO) staticfiles/collected  ## Weigh and time the pages against their budgets (needs Chromium; two minutes)
	@$(PY) -m tests.weigh

pictures: .venv/requirements-test.installed  ## Draw static/social and static/site/icons again (needs Chromium)
	@DJANGO_SETTINGS_MODULE=clinic_site.settings $(PY) -m tests.pictures

style: .venv/requirements-test.installed  ## Check style only
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

checks: $(INSTALLED) $(MO)  ## Check for missing migrations, and the starter texts, only
	@$(CLEAN) $(MANAGE) makemigrations --check
	@$(CLEAN) $(MANAGE) check_content --only starter

messages: $(INSTALLED)  ## Collect the strings to translate into locale/bn (needs gettext)
	@$(CLEAN) $(MANAGE) $(MAKEMESSAGES)

check-messages: $(INSTALLED)  ## Check that locale/bn has every string (needs gettext)
	@if ! command -v xgettext >/dev/null; then \
		echo "!!! NOT CHECKED: whether locale/bn has every string. Install gettext to check it."; exit 0; fi; \
	rm -rf .venv/messages && mkdir .venv/messages && \
	tar -cf - --exclude ./.venv --exclude ./.git --exclude ./var --exclude ./staticfiles . | tar -xf - -C .venv/messages && \
	(cd .venv/messages && env -i PATH="$$PATH" "$(CURDIR)/$(PY)" manage.py $(MAKEMESSAGES)) && \
	diff -ru -x '*.mo' locale/bn .venv/messages/locale/bn || { echo "Run make messages and translate what is new."; exit 1; }

format: .venv/requirements-test.installed  ## Put the code into the house style
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

UV := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

lock:  ## Write requirements*.txt from pyproject.toml (needs uv); UPGRADE=--upgrade takes newer releases
	@command -v uv >/dev/null || { echo "uv was not found. Install it with pip or pipx, then run make lock."; exit 1; }
	$(UV) $(UPGRADE) pyproject.toml --output-file requirements.txt
	for group in test postgres redis; do \
		$(UV) $(UPGRADE) --group $$group --constraint requirements.txt --output-file requirements-$$group.txt || exit 1; \
	done

# Each stamp is written last, so that whatever was interrupted is done again.

.venv/created:
	@command -v $(PYTHON) >/dev/null || { \
		echo "$(PYTHON) was not found. Install Python 3.11 or newer, or name yours: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "$(PYTHON) is Python " + sys.version.split()[0] \
		+ ", but 3.11 is needed. Install a newer one, or name yours: make run PYTHON=python3.12" or 0)'
	@echo "Creating .venv"
	@$(PYTHON) -m venv --clear .venv
	@touch $@

.venv/%.installed: %.txt .venv/created
	@echo "Installing $<"
	@$(PY) -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all: --requirement $<
	@touch $@

%.mo: %.po | $(INSTALLED)
	@$(CLEAN) $(MANAGE) compile_po

staticfiles/collected: .venv/requirements.installed clinic_site/settings.py $(STATIC_SOURCES)
	@echo "Collecting static files"
	@$(CLEAN) $(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@
