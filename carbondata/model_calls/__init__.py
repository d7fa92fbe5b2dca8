"""Energy and emissions of calls of models: logs in, ranges over published studies out.

In: logs of calls, `inference_energy`, `names`, grid factors. Out: rows by model, month and place.
May import `runs`, whose files, places and factors it uses, and `query`; never `pipeline`.
"""
