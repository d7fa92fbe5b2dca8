-- One row: the fossil CO2 that an area emits in a year (fuels, cement, flaring; land use is not in it).
-- raw: a full grid of entity and year from 1750; `Total` in million tonnes with six decimals. The world is among the
-- entities under its code WLD, named "World" (2023) or "Global" (2022).
--
-- The grid is filled with zeros where nothing is known: Total is 0 while coal, oil and gas are all empty (39,142 of 60,606
-- country rows: Afghanistan until 1948, Kosovo until 2003, Palau while it was part of the Pacific Islands). Cement or
-- flaring alone is then 0 or empty as well. Such a 0 says that there is no estimate, so it is no row. A 0 beside a coal, oil
-- or gas cell is the publisher's figure and stays (Australia before 1805, and ten years of others).
SELECT
    CASE
        -- The publisher's own code of Kosovo.
        WHEN "ISO 3166-1 alpha-3" = 'KSV' THEN 'XKX'
        WHEN "ISO 3166-1 alpha-3" IS NOT NULL THEN "ISO 3166-1 alpha-3"
        -- Without a code. One that is not listed here has no area, which stops the build.
        WHEN Country = 'Kuwaiti Oil Fires' THEN 'XKF'
        WHEN Country = 'Leeward Islands' THEN 'XLW'
        WHEN Country = 'Pacific Islands (Palau)' THEN 'PCI'
        WHEN Country = 'Ryukyu Islands' THEN 'XRY'
        -- KNA stands for two entities: "St. Kitts-Nevis-Anguilla" until 1980, then "Saint Kitts and Nevis". Their years do
        -- not overlap once the zeros that mean nothing are gone; until 1980 KNA has Anguilla in it, as the publisher codes it.
    END AS area_id,
    CAST("Year" AS BIGINT) AS year,
    'CO2' AS gas,
    'territorial' AS accounting,
    'excluded' AS land_use,
    -- Mt -> t, exactly.
    CAST(CAST("Total" AS DECIMAL(30, 6)) * 1000000 AS DOUBLE) AS emissions_t,
    'column Total' AS locator
FROM raw
WHERE
    -- Fuel for ships and planes between countries: rows of sector_estimates.
    coalesce("ISO 3166-1 alpha-3", '') <> 'XIT'
    -- Colonial federations, in the release of 2022 only (1949 to 1958); later releases give their countries instead.
    AND coalesce(Country, '') NOT IN ('French Equatorial Africa', 'French West Africa')
    -- See above. A row without Total but with a fuel passes, and is then refused for its missing value.
    AND NOT (CAST("Total" AS DECIMAL(30, 6)) = 0 AND coalesce(raw."Coal", raw."Oil", raw."Gas") IS NULL)
