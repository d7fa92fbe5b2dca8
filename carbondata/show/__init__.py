"""The page for readers: one HTML file with figures, verdicts and phrases in it.

In: the published tables through `query`. Out: a file. May import `query` and what that imports.
"""
