#!/bin/sh
# Take refreshed tables, which another job has fetched, into parquet/: files of the names that are
# there, and changes.md for the pull request; a folder that holds anything else is refused.
# Usage: .github/take.sh FOLDER, in the checkout.
set -eu
from=$1
if odd=$(find "$from" -mindepth 1 ! -type f ! -path "$from/parquet" | grep -m 1 .); then
  echo "neither a file nor the folder parquet: $odd" >&2
  exit 1
fi
known=$(git ls-files parquet; echo changes.md)
find "$from" -type f | while IFS= read -r path; do
  printf '%s\n' "$known" | grep -qxF -e "${path#"$from"/}" || {
    echo "not of what a refresh writes: $path" >&2
    exit 1
  }
done
# Whatever was executable is no more.
git ls-files parquet | while IFS= read -r name; do
  install -m 644 "$from/$name" "$name"
done
