"""What describes the tables: to people, to Frictionless Data, to Croissant, in the database.

In: the schemas, the manifests, counts of rows. Out: text; `release` puts it in place.
"""
