-- What is worked out once and kept: a comparison needs two quantities, not to work out all of
-- them. Both tables take the place of the views of their names, and hold the same rows.
CREATE TABLE worked_out AS FROM grid_factors ORDER BY area_id, year;
DROP VIEW grid_factors;
ALTER TABLE worked_out RENAME TO grid_factors;
COMMENT ON TABLE grid_factors IS
  'The grid intensity applied to electricity used in an area and year: life cycle before direct.';

CREATE TABLE worked_out AS FROM quantities ORDER BY subject, year;
DROP VIEW quantities;
ALTER TABLE worked_out RENAME TO quantities;
COMMENT ON TABLE quantities IS
  'An amount of greenhouse gas that can be compared, with its type, on one basis of one source.';

COMMENT ON COLUMN grid_factors.area_id IS 'The place.';
COMMENT ON COLUMN grid_factors.year IS 'Calendar year.';
COMMENT ON COLUMN grid_factors.boundary IS 'direct: at the power plant; life_cycle: with fuel supply and construction.';
COMMENT ON COLUMN grid_factors.accounting IS 'location: the grid''s mix; market: what was bought by contract.';
COMMENT ON COLUMN grid_factors.gas IS 'CO2 alone, or CO2e: all greenhouse gases weighed as CO2.';
COMMENT ON COLUMN grid_factors.gwp IS 'For CO2e, the IPCC report and horizon of the weights.';
COMMENT ON COLUMN grid_factors.intensity_g_per_kwh_low IS 'The lowest intensity that any source gives for the place, year and boundary. [g/kWh]';
COMMENT ON COLUMN grid_factors.intensity_g_per_kwh IS 'The intensity of the preferred source. [g/kWh]';
COMMENT ON COLUMN grid_factors.intensity_g_per_kwh_high IS 'The highest intensity that any source gives for them. [g/kWh]';
COMMENT ON COLUMN grid_factors.studies IS 'How many sources give one. [sources]';
COMMENT ON COLUMN grid_factors.source_id IS 'The preferred source.';

COMMENT ON COLUMN quantities.id IS 'What a comparison calls it: SWE@2017, bitcoin@2017, strubell-2019/nas-gpu, car-lifetime-usa.';
COMMENT ON COLUMN quantities.subject IS 'The id without its year.';
COMMENT ON COLUMN quantities.year IS 'The year of it; for a thing, that of the figure.';
COMMENT ON COLUMN quantities.kind IS 'event: once; annual: a year of it; unit: one of it.';
COMMENT ON COLUMN quantities.measure IS 'emissions.';
COMMENT ON COLUMN quantities.figure IS 'published, at_grid (electricity times a grid factor, worked out here) or summed.';
COMMENT ON COLUMN quantities.name_en IS 'Name in an English sentence.';
COMMENT ON COLUMN quantities.name_fr IS 'Name in a French sentence.';
COMMENT ON COLUMN quantities.emissions_t_low IS 'Greenhouse gas emitted, lower bound. [t]';
COMMENT ON COLUMN quantities.emissions_t IS 'Greenhouse gas emitted. [t]';
COMMENT ON COLUMN quantities.emissions_t_high IS 'Greenhouse gas emitted, upper bound. [t]';
COMMENT ON COLUMN quantities.interval IS 'What the bounds mean.';
COMMENT ON COLUMN quantities.gas IS 'CO2 alone, or CO2e: all greenhouse gases weighed as CO2.';
COMMENT ON COLUMN quantities.gwp IS 'For CO2e, the IPCC report and horizon of the weights.';
COMMENT ON COLUMN quantities.boundary IS 'What is counted: operational, operational_embodied, use_phase, life_cycle, avoided.';
COMMENT ON COLUMN quantities.energy_scope IS 'For runs, whose electricity: accelerator, server, facility (PUE inside).';
COMMENT ON COLUMN quantities.accounting IS 'territorial or consumption for nations, location or market for electricity.';
COMMENT ON COLUMN quantities.forcing IS 'For aviation: CO2 alone, or with contrails and other non-CO2 effects.';
COMMENT ON COLUMN quantities.land_use IS 'For nations: whether land use is in the figure.';
COMMENT ON COLUMN quantities.functional_unit IS 'For things, what one of it is.';
COMMENT ON COLUMN quantities.scenario IS 'For a projection, its name in the study.';
COMMENT ON COLUMN quantities.scope IS 'For sectors, what the study counts in it.';
COMMENT ON COLUMN quantities.area_id IS 'The place.';
COMMENT ON COLUMN quantities.energy_kwh_low IS 'Electricity behind it, PUE applied where it is known, lower bound. [kWh]';
COMMENT ON COLUMN quantities.energy_kwh IS 'Electricity behind it, PUE applied where it is known. [kWh]';
COMMENT ON COLUMN quantities.energy_kwh_high IS 'Electricity behind it, PUE applied where it is known, upper bound. [kWh]';
COMMENT ON COLUMN quantities.pue IS 'Power usage effectiveness that is in the electricity. [1]';
COMMENT ON COLUMN quantities.intensity_g_per_kwh IS 'Grid intensity applied, by the publication or here. [g/kWh]';
COMMENT ON COLUMN quantities.electricity IS 'For a figure at_grid, the boundary of the grid factor: direct or life_cycle.';
COMMENT ON COLUMN quantities.factor IS 'For a figure at_grid, the grid factor: source, area, year, boundary.';
COMMENT ON COLUMN quantities.factor_source IS 'The source of that grid factor.';
COMMENT ON COLUMN quantities.method IS 'How the figure was made.';
COMMENT ON COLUMN quantities.status IS 'Whether the figure stands.';
COMMENT ON COLUMN quantities.status_source IS 'The source that corrected, superseded or disputed it.';
COMMENT ON COLUMN quantities.status_year IS 'The year of that source.';
COMMENT ON COLUMN quantities.replaced_by IS 'The id of the figure that stands in its place.';
COMMENT ON COLUMN quantities.standing_t IS 'What the figure in its place is. [t]';
COMMENT ON COLUMN quantities.verified IS 'The figure was seen in its document or a copy; others are never used by default.';
COMMENT ON COLUMN quantities.priority IS 'The order in which sources are preferred, the smallest first. [1]';
COMMENT ON COLUMN quantities.source_id IS 'Whose figure it is.';
COMMENT ON COLUMN quantities.locator IS 'Where it stands in the source.';
COMMENT ON COLUMN quantities.row_id IS 'The key of the row it came from; null for nations.';
COMMENT ON COLUMN quantities.traits IS 'What it is in each dimension, as |dimension=word|...: what rules and filters name.';
