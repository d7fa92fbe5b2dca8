// How a figure was asked for, as in engine/quantity.py; the default before it is asked for.

export const UNASKED = {
  isOpen: false, namedYear: null, newestYear: null, isDefault: false, name: null, headline: null, isAlone: false,
};
