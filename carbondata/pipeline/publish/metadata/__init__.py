"""Metadata of the tables: for people, for Frictionless Data, and for Croissant.

In: the schemas, the manifests, row counts. Out: text; `release` publishes it.
"""
