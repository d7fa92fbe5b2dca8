"""Footprints of a user's own runs: energy, times PUE once, times the grid of its place and time.

In: options, files of runs (`input`), power logs (`power_log`). Out: footprints, one or many. May
import `query` and what it depends on; never `pipeline`.
"""
