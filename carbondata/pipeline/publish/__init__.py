"""Checked rows into place: Parquet, the lock, what describes them, the database; all or nothing.

In: Arrow tables and records. Out: files, written by a temporary name and renamed.
"""
