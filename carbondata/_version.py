"""The version, in a file of its own so that any file can import it and nothing else."""

__version__ = "2026.12.0"
