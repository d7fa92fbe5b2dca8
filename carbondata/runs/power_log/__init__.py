"""Logs of power, integrated over time: nvidia-smi, perf stat, RAPL counters, plain tables.

In: one file of samples. Out: an energy in kWh with what it covers.
"""
