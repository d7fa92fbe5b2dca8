"""Comparisons as values: the candidate figures, the one taken, the ratio, the verdict.

In: a DuckDB connection to the published tables, and operands as written. Out: quantities, ratios
with bounds, verdicts with the rules that decided them; no sentences, and no connection is kept.
May import `french` and the vocabularies of `tables`; `pipeline` (for claims) and `query` use it.
"""
