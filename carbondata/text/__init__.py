"""What is said: numbers, phrases and sentences in English and French, of what the engine found.

Data in, words out: nothing here asks a table. `query`, the charts, the page and the commands say
what they have to say with it.
"""
