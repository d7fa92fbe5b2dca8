-- A row is a fuel: greenhouse gas for one kWh generated from it. raw: GWh and ktCO2 of a fuel, state and year, printed to 0.01.
-- Not printed but worked out: ktCO2 over GWh, all years of India together, is within 0.05 g of a whole gram for each of the nine
-- fuels. A release in which it is not has other factors, or one a plant, and stops the build.
-- Life cycle, all gases, though the unit says CO2: so Ember says of its series (see ember), and wind, sun and water have no stack.
WITH fuels AS (
    SELECT
        "Variable" AS technology,
        1000 * sum(CAST("Value" AS DOUBLE)) FILTER ("Unit" = 'ktCO2')
        / sum(CAST("Value" AS DOUBLE)) FILTER ("Unit" = 'GWh') AS g_per_kwh
    FROM raw
    WHERE
        "State" = 'India Total'
        AND "Subcategory" = 'Fuel'
        AND "Category" IN ('Electricity generation', 'Power sector emissions')
    GROUP BY ALL
)
SELECT
    lower(technology) AS technology,
    CASE
        WHEN abs(g_per_kwh - round(g_per_kwh)) < 0.05 THEN round(g_per_kwh)
        ELSE error('no whole factor for ' || technology || ', but ' || g_per_kwh)
    END AS intensity_g_per_kwh,
    'life_cycle' AS boundary,
    'CO2e' AS gas,
    'unstated' AS gwp,
    'India Total, ' || technology || ': ktCO2 over GWh, all years' AS locator,
    true AS verified,
    'copy' AS evidence,
    'The factor that Ember works with, not a measurement of Indian plants: emissions over generation, the same in every state '
    || 'and year.' AS note
FROM fuels
