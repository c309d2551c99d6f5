PORT ?= 8000
BIN := .venv/bin
PYTHON := $(BIN)/python
# Each is run: some machines have a dead shim named python3 on PATH.
bootstrap = @for python in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 6))' >/dev/null 2>&1; \
	then exec $$python bootstrap.py $(1); fi; done; \
	echo "Python est introuvable : apt install python3 python3-venv"; exit 1
LOCK = $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header $(ARGS)
# Enough for Django to load the production settings, and nothing real.
PROD = DJANGO_SETTINGS_MODULE=config.settings.prod ESCALE_SITE_URL=https://escale.example \
	ESCALE_HOSTS=escale.example ESCALE_SECRET_KEY=$$($(PYTHON) -c "import secrets; print(secrets.token_hex(40))")

# npm writes it last; without npm or its network, what needs it is left out, but never in CI.
NODE_MODULES = node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help demo stop test quick coverage drills hosts-drill restore-drill load check audit bench messages screens lock

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

# Exported, not set in the recipe: without a shell in between, make's signals reach the command.
demo: export PORT := $(PORT)
demo: ## Run it all on this machine, on http://localhost:8000 (PORT=8123 for another port)
	$(call bootstrap)
	@$(PYTHON) manage.py demo

stop: ## Stop the demonstration and the embedded databases
	@$(PYTHON) -m escale.local.stop

# Compiled once for all the processes that a run starts, also where Python is told to write nothing.
test quick coverage drills: export PYTHONPYCACHEPREFIX := $(CURDIR)/var/bytecode
test quick coverage drills: export PYTHONDONTWRITEBYTECODE :=

test: ## Run every test, in a real browser too (ARGS="-k search")
	$(call bootstrap,--dev)
	@$(PYTHON) -m pytest -n 3 $(ARGS)

quick: ## Run what is quick: no browser, no drill, no sweep, nothing marked slow
	$(call bootstrap,--dev)
	@ESCALE_EXAMPLES=quick $(PYTHON) -m pytest -n 2 -m "not browser and not drill and not slow" --ignore tests/sweeps $(ARGS)

coverage: ## Run every test, and compare what they run of each package with its floors
	$(call bootstrap,--dev)
	@$(PYTHON) -m pytest -n 3 --cov --cov-report= $(ARGS)
	@$(PYTHON) -m tests.coverage_report

drills: ## Break things on purpose, at full size: kills, races, fuzz (ARGS="-k import")
	$(call bootstrap,--dev)
	@ESCALE_DRILLS=full ESCALE_EXAMPLES=drills $(PYTHON) -m pytest -m drill -rA $(ARGS)

hosts-drill: ## Run it on five hosts (network namespaces: root, iproute2), and cut two of them off
	$(call bootstrap,--dev)
	@ESCALE_DRILLS=full $(PYTHON) -m pytest -m drill -rs -s tests/drills/test_hosts.py $(ARGS)

restore-drill: ## Back up, send, restore: nothing leaves twice by itself
	$(call bootstrap,--dev)
	@ESCALE_DRILLS=full $(PYTHON) -m pytest -m drill -rs -s tests/drills/test_restore.py $(ARGS)

load: ## A hundred managers on a million dotations (ARGS="--minutes 2")
	$(call bootstrap,--dev)
	@$(PYTHON) -m tests.load $(ARGS)

$(NODE_MODULES): package-lock.json
	@if npm ci --ignore-scripts --no-progress --loglevel error >/dev/null; then touch $@; else \
	echo "npm n’a rien installé, scripts, styles et pages non vérifiés : apt install npm"; test "$$CI" != true; fi

check: $(NODE_MODULES) ## Check format, lint, types, layers, templates, scripts, containers, migrations, locks, settings
	$(call bootstrap,--dev)
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/bandit -q -c pyproject.toml -r escale config manage.py bootstrap.py -ll
	@DATABASE_URL=postgresql:/// $(BIN)/mypy
	@$(BIN)/lint-imports
	@git ls-files -z '*.html' | xargs -0 $(BIN)/djade --check --target-version 5.2
	@$(BIN)/hadolint deploy/Dockerfile
	@$(BIN)/yamllint -s -d "{extends: relaxed, rules: {line-length: {max: 120}}}" deploy
	@$(PYTHON) manage.py makemigrations --check --dry-run
	@! grep -nE 'https?://' requirements.txt requirements-dev.txt bootstrap.txt
	@! grep -nE 'https?://registry|"resolved"' package-lock.json
	@! test -e $(NODE_MODULES) || npm run -s check
	@$(PYTHON) -m tests.deployment
	@$(PYTHON) -m tests.secret_scan
	@$(PROD) $(PYTHON) manage.py check --deploy --fail-level WARNING

audit: ## Look for known weaknesses in the dependencies (asks the network; ARGS=--if-reachable)
	$(call bootstrap,--dev)
	@$(PYTHON) -m tests.audit $(ARGS)

screens: ## Take pictures of every page, into docs/screens/
	$(call bootstrap,--dev)
	@$(PYTHON) -m tests.screens

bench: ## Measure, against peers (FULL=1 for all sizes, ARGS="search pages" for some)
	$(call bootstrap,--dev)
	@$(PYTHON) -m bench $(if $(FULL),--full) $(ARGS)

messages: ## Bring the English catalogue up to date, and say what is left to translate
	$(call bootstrap,--dev)
	@$(PYTHON) -m translations

lock: ## Lock the dependencies again (ARGS=--upgrade for newer ones)
	$(call bootstrap,--dev)
	@$(LOCK) bootstrap.in -o bootstrap.txt
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) requirements-s3.in -o requirements-s3.txt
	@$(LOCK) requirements-telemetry.in -o requirements-telemetry.txt
	@$(LOCK) requirements-dev.in -o requirements-dev.txt
