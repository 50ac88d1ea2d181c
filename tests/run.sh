#!/bin/sh
# Lint, types, import contracts, dependencies, then all the tests; arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
$bin/ruff check --quiet .
$bin/ruff format --check --quiet .
$bin/mypy
$bin/lint-imports --no-cache --no-logo
$bin/deptry .
exec $bin/pytest -q -n 2 --dist worksteal "$@"
