// How a figure was asked for, as engine/quantity.py has it: of one that nobody has asked for yet.

export const UNASKED = {
  isOpen: false, namedYear: null, newestYear: null, isDefault: false, name: null, headline: null, isAlone: false,
};
