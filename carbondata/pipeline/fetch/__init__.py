"""Bytes from publishers: over HTTP through the cache, or from local copies.

In: the `[fetch.*]` of a manifest. Out: files and the record of how they were retrieved.
"""
