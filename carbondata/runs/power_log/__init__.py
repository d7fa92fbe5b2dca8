"""Integrate power logs over time: nvidia-smi, perf stat, RAPL counters, plain tables.

In: one file of samples. Out: an energy in kWh and what it covers.
"""
