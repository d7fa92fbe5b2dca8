"""The wing that shows: it stands on `query` alone."""
