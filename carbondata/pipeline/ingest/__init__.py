"""From files to typed rows: a source's SQL over its raw cells, or its curated CSV.

In: a source folder and, if it is fetched, its bytes. Out: Arrow tables that fit `tables`.
"""
