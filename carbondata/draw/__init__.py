"""Pictures drawn by hand as SVG, for the page and for files: rulers, claims, the map of the world.

In: the published tables, through `query`. Out: SVG. May import `query` and what that imports.
"""
