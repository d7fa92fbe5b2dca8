"""Publish checked rows: Parquet, the lock, metadata, the database; all or nothing.

In: Arrow tables and records. Out: files, written under a temporary name and renamed.
"""
