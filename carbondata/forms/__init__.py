"""The forms that ask for a run's energy and emissions: written from a record, and read back."""
