"""The version, apart from the package's root so that any file may know it and import nothing."""

__version__ = "2026.12.0"
