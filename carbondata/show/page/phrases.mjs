// The phrases of comparisons in both languages: query/phrases.py, which comes with the figures.

export const PHRASES = {};
