"""Answers from published tables: comparisons, claims, sources, citations, receipts.

In: a database or the tables that come along, and what a user asks. Out: Arrow tables and small
frozen objects. May import `engine`, `errors`, `places`, `files`; never `pipeline`.
"""
