"""Files of runs, whatever wrote them, as one table of documented columns.

In: CSV, JSON, Parquet, Arrow, relations. Out: the DuckDB table `runs` that the batch query takes.
"""
