// The words of the tables in a reader's words: what a figure counts, and how it was made.

const WORDS = {
  boundary: {
    operational: ["electricity in use", "électricité à l'usage"],
    operational_embodied: ["electricity and hardware", "électricité et matériel"],
    use_phase: ["use alone", "usage seul"],
    life_cycle: ["whole life cycle", "cycle de vie entier"],
  },
  accounting: {
    territorial: ["emitted in the territory", "émis sur le territoire"],
    consumption: ["by consumption", "selon la consommation"],
    location: ["at the grid's mix", "au mix du réseau"],
    market: ["as bought by contract", "selon les contrats d'achat"],
  },
  electricity: {
    direct: ["electricity counted at the power plant", "électricité comptée à la centrale"],
    life_cycle: ["electricity over its life cycle", "électricité en cycle de vie"],
  },
  land_use: {
    excluded: ["without land use", "sans usage des terres"],
    included: ["with land use", "avec usage des terres"],
    excluded_with_agriculture: ["without land use and farming", "sans usage des terres ni agriculture"],
  },
  forcing: {
    co2_only: ["CO₂ of flights alone", "CO₂ des vols seul"],
    with_non_co2: ["with contrails and other effects", "avec traînées et autres effets"],
  },
  method: {
    measured: ["measured", "mesuré"],
    derived: ["worked out", "calculé"],
    modelled: ["modelled", "modélisé"],
    estimated: ["estimated", "estimé"],
  },
};

// What a figure counts and how it was made; what nobody says is left out.
export function described(q, language) {
  return Object.entries(WORDS)
    .map(([column, words]) => words[q[column]]?.[language === "fr" ? 1 : 0])
    .filter(Boolean);
}
