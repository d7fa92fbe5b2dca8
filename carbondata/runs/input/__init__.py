"""Read files of runs from any tool into one table of documented columns.

In: CSV, JSON, Parquet, Arrow, relations. Out: the DuckDB table `runs` for the batch query.
"""
