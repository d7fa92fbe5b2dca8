#!/bin/sh
# Refresh the pinned tables, and write what changed into changes.md, to be read in a pull request.
# Usage: .github/refresh.sh [options of `carbondata build`]; leaves with 1 if a source was refused.
set -u
carbondata build "$@" || exit 2
cp carbondata.duckdb before.duckdb
carbondata build --refresh "$@" 2> refresh.log
status=$?
{
  carbondata changes before.duckdb .
  if [ "$status" -ne 0 ]; then
    printf '## Refused: the last good rows stay\n\n```text\n'
    sed -n '/^error: /,$p' refresh.log
    printf '```\n'
  fi
} > changes.md
rm before.duckdb refresh.log
exit "$status"
