-- A row is a region of a cloud provider: what the calculator takes for one kWh there. Raw: `impact`, in g/kWh as the figures of
-- eGRID show; the file names neither unit nor gas nor year, and mixes what it cites: a national factor of 2018 beside a subregion of
-- eGRID, a utility, and one hour of one evening. So gas and year are null, and the boundary is known for eGRID alone, which
-- counts what leaves the stacks of power plants.
SELECT
    'mlco2-impact/' || provider || '-' || lower(regions.region) AS cloud_region_id,
    provider,
    regions.region,
    -- City, state and country as printed, less the commas that stand alone.
    nullif(concat_ws(', ', rtrim(city, ','), state, country), '') AS name,
    areas.area_id,
    CAST(impact AS DOUBLE) AS intensity_g_per_kwh,
    CASE WHEN starts_with(source, 'eGRID') THEN 'direct' END AS boundary,
    -- One provider is given none of its grid, for the electricity it buys.
    CASE WHEN source = '100% carbon-free energy' THEN 'market' ELSE 'location' END AS accounting,
    source AS basis,
    'data/impact.csv, row ' || provider || ' ' || regions.region AS locator,
    true AS verified,
    concat_ws(
        ' ',
        CASE
            WHEN starts_with(source, 'measured on') THEN 'One hour of one evening, not a year.'
            WHEN impact = '0' THEN 'What is bought; the grid itself emits.'
        END,
        'The file names no year and no gas.',
        -- That of nine rows is about their PUE, which is left out.
        'Comment in the file: ' || nullif(comment, 'Datacenter-specific') || '.'
    ) AS note
-- Scaleway's only row has a name in place of a code.
FROM (SELECT * REPLACE (coalesce(region, "regionName") AS region) FROM raw) AS regions
-- A country that is not in `areas` keeps an empty area_id.
LEFT JOIN areas
    ON areas.kind = 'country'
    AND areas.name_en = CASE
        WHEN city = 'Hong Kong' THEN 'Hong Kong'
        WHEN country = 'USA' THEN 'United States'
        ELSE country
    END
