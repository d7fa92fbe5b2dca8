"""The wing that counts runs: their energy, the factor for it, the emissions; one or many."""
