"""From sources to published tables: `fetch`, `ingest`, `check`, `publish`, run by `build`.

In: the folders of `sources/` and the last good rows. Out: `parquet/`, `local/` and the database.
May import `engine`, `tables`, `errors`, `places`, `files`; never `query` or what depends on it.
"""
