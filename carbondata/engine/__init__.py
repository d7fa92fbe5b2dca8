"""Comparisons as values: which figures are meant, which is taken, the ratio, the verdict.

In: a DuckDB connection to the published tables, operands as they are written. Out: quantities,
ratios with bounds, verdicts with the rules that decided them; no sentence, and no connection is
kept. May import `french` and the words of `tables`; `pipeline` (for claims) and `query` use it.
"""
