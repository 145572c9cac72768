#!/usr/bin/env bash
# The suite on SQLite, on PostgreSQL and in Chromium. Installs what is missing when it may; what it
# cannot run it names, and with CI=true that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
BIN=${BIN:-.venv/bin}
# The same on every machine, whatever its environment says.
unset DATABASE_URL DJANGO_SETTINGS_MODULE CACHE_URL HOUSE_STYLE OIDC_SERVER_URL SECURITY_CONTACT
skipped=()

has_postgresql() { "$BIN/python" tests/postgres.py --find >/dev/null 2>&1; }
has_chromium() { command -v chromium >/dev/null 2>&1; }

install_missing() {
  local missing=()
  has_postgresql || missing+=(postgresql)
  has_chromium || missing+=(chromium)
  if ((${#missing[@]} == 0)); then return; fi
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then return; fi
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -qq -y --no-install-recommends "${missing[@]}"; } \
    </dev/null >/dev/null || echo "apt-get could not install ${missing[*]}." >&2
}

install_missing

echo "== SQLite"
"$BIN/pytest" --numprocesses 2 -m "not browser"

if has_postgresql; then
  echo "== PostgreSQL"
  "$BIN/python" tests/postgres.py -- "$BIN/pytest" --numprocesses 2 -m "not browser"
else
  skipped+=("the tests on PostgreSQL (install the package postgresql)")
fi

if has_chromium; then
  echo "== Chromium"
  "$BIN/pytest" -m browser
else
  skipped+=("the tests in the browser (install the package chromium)")
fi

for what in "${skipped[@]}"; do echo "SKIPPED: $what" >&2; done
if ((${#skipped[@]})) && [ "${CI:-}" = true ]; then
  echo "In CI nothing may be skipped." >&2
  exit 1
fi
