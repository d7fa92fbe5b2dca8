#!/bin/sh
# Refresh the pinned tables, and write what changed into changes.md, to be read in a pull request.
# Usage: .github/refresh.sh [options of `carbondata build`]; leaves with 1 if a source was refused.
set -u
carbondata build "$@" || exit 2
cp carbondata.duckdb before.duckdb
# What may not be passed on is not pinned, so it is not in the pull request either.
pinned=$(carbondata sql --format csv "SELECT source_id FROM sources
  WHERE redistribute AND refresh_days IS NOT NULL" | sed '1d; s/"//g; s/^/--only=/') || exit 2
# shellcheck disable=SC2086  # one word an option
carbondata build --refresh $pinned "$@" 2> refresh.log
status=$?
{
  carbondata changes before.duckdb .
  if [ "$status" -ne 0 ]; then
    printf '\n## Refused: the last good rows stay\n\n'
    # Set in, it is code that no line of a publisher's file can end.
    sed -n '/^error: /,$p' refresh.log | sed 's/^/    /'
  fi
} > changes.md
rm before.duckdb refresh.log
exit "$status"
