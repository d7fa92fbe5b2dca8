"""Integrate power logs over time, whatever tool wrote them; `formats.py` lists them.

In: one file of samples. Out: an energy in kWh, what it covers, and what was left out of it.
"""
