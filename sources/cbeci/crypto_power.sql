-- One row: the Bitcoin network on a day: its power, and what a year at that day's rate would emit.
-- raw: power in GW: the publisher's estimate (GUESS) between its bounds (MIN, MAX). The annualised TWh beside it are the same
-- powers times 8,766 hours, in part rounded, so not used.
-- raw_ghg: emissions in Mt CO2e per year, until 2019-08-31. All three are the power of GUESS: GUESS_CO2 times the intensity of the
-- countries where miners were (374 to 615 g/kWh), MIN_CO2 times 21 g/kWh (as if all were hydropower) and MAX_CO2 times
-- 1,001 g/kWh (as if all were coal), on every day. So these bounds are about the mix alone, not about the power, and in order.
--
-- Do not divide the two: the emissions rest on the powers of an older model, which differ from those of raw by 11 % in the
-- mean and by 71 % at most. A day that only one file has keeps the other's columns empty.
WITH power AS (
    SELECT
        CAST(CAST("Date and Time" AS TIMESTAMP) AS DATE) AS day,
        -- GW -> W
        CAST("power MIN, GW" AS DOUBLE) * 1e9 AS power_w_low,
        CAST("power GUESS, GW" AS DOUBLE) * 1e9 AS power_w,
        CAST("power MAX, GW" AS DOUBLE) * 1e9 AS power_w_high
    FROM raw
),
emissions AS (
    SELECT
        CAST(CAST("Date and Time" AS TIMESTAMP) AS DATE) AS day,
        -- Mt/year -> t/year
        CAST("MIN_CO2" AS DOUBLE) * 1e6 AS emissions_t_per_year_low,
        CAST("GUESS_CO2" AS DOUBLE) * 1e6 AS emissions_t_per_year,
        CAST("MAX_CO2" AS DOUBLE) * 1e6 AS emissions_t_per_year_high
    FROM raw_ghg
)
SELECT
    'bitcoin' AS network,
    day,
    power_w_low,
    power_w,
    power_w_high,
    emissions_t_per_year_low,
    emissions_t_per_year,
    emissions_t_per_year_high
FROM power FULL JOIN emissions USING (day)
