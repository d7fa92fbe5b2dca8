// The phrases of comparisons in both languages: text/phrases.py, which comes with the figures.

export const PHRASES = {};
