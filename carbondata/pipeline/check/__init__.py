"""Checks on rows before publication: their table's schema, other tables, the last good rows.

In: Arrow tables. Out: problems, each with file, row, column and remedy.
"""
