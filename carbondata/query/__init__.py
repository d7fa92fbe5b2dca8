"""The wing that answers: connections, and in time comparisons."""
