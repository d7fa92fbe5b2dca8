"""The wing that makes tables: fetch, ingest, check, publish."""
