// The values of a figure in its own measure, t or kWh, as in engine/quantity.py.

const inMeasure = (emissions, electricity) => (q) => q[q.measure === "electricity" ? electricity : emissions];

export const central = inMeasure("emissions_t", "energy_kwh");
export const lower = inMeasure("emissions_t_low", "energy_kwh_low");
export const upper = inMeasure("emissions_t_high", "energy_kwh_high");
export const studiesLow = inMeasure("studies_t_low", "studies_kwh_low");
export const studiesHigh = inMeasure("studies_t_high", "studies_kwh_high");
// The one value to draw: the central one, else a bound.
export const valueOf = (q) => central(q) ?? upper(q) ?? lower(q);
