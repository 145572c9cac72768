# make run: try it.  make test: everything that a machine can check.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes

.PHONY: setup run check test bench lock clean
.DEFAULT_GOAL := run

setup: $(VENV)/base.stamp  ## environment, database and demonstration set
	@$(BIN)/python manage.py prepare --quiet

run: export DJANGO_SETTINGS_MODULE = config.settings.dev
run: $(VENV)/base.stamp  ## the same, then serve
	@$(BIN)/python manage.py prepare --address http://127.0.0.1:$(PORT)
	@exec $(BIN)/gunicorn config.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 --no-control-socket

check: export DJANGO_SETTINGS_MODULE = config.settings.test
check: export DATABASE_URL = sqlite://:memory:
check: $(VENV)/dev.stamp  ## cheapest first
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/mypy
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml .
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=config.settings.prod ALLOWED_HOSTS=example.org \
	  SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(60))") \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

test: check  ## SQLite, PostgreSQL and the browser
	@BIN=$(BIN) bash tests/run.sh

bench: $(VENV)/base.stamp  ## what pages cost, as ratios to a floor of the same run
	$(BIN)/python tests/postgres.py --durable -- $(BIN)/python -m benchmarks

lock:  ## pin what requirements/*.in ask for, with hashes and without addresses
	uv pip compile --quiet --upgrade --generate-hashes --no-header requirements/base.in -o requirements/base.txt
	uv pip compile --quiet --upgrade --generate-hashes --no-header requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf $(VENV) build staticfiles .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamped, so that the second time costs nothing.
$(VENV)/base.stamp: requirements/base.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) -r $<
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/base.stamp
	$(PIP) -r $<
	@touch $@
