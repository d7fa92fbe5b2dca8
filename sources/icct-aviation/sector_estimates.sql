-- One row: the CO2 of one part of passenger aviation (all, domestic, international) in 2018, of one country or of the world.
-- raw: one row per entity, of the year 2018; emissions in million tonnes with some seventeen digits, as a model gives them.
-- International flights count where they depart. Freight is not in it: with freight the study's world total is 918 Mt, without
-- it 747 Mt.
-- Domestic is a printed 0.0 for 14 small countries: no such flights in the inventory.
WITH places (place, area_id) AS (
    -- By name, for the file has no codes; all 106 by hand. A name that is not here has no area, which stops the build.
    VALUES
    ('Afghanistan', 'AFG'), ('Algeria', 'DZA'), ('Angola', 'AGO'), ('Argentina', 'ARG'), ('Australia', 'AUS'),
    ('Austria', 'AUT'), ('Azerbaijan', 'AZE'), ('Bahrain', 'BHR'), ('Bangladesh', 'BGD'), ('Belarus', 'BLR'),
    ('Belgium', 'BEL'), ('Bolivia', 'BOL'), ('Brazil', 'BRA'), ('Brunei', 'BRN'), ('Bulgaria', 'BGR'),
    ('Cambodia', 'KHM'), ('Canada', 'CAN'), ('Chile', 'CHL'), ('China', 'CHN'), ('Colombia', 'COL'),
    ('Costa Rica', 'CRI'), ('Croatia', 'HRV'), ('Cuba', 'CUB'), ('Czech Republic', 'CZE'),
    ('Democratic Republic of Congo', 'COD'), ('Denmark', 'DNK'), ('Ecuador', 'ECU'), ('Egypt', 'EGY'),
    ('El Salvador', 'SLV'), ('Ethiopia', 'ETH'), ('Fiji', 'FJI'), ('Finland', 'FIN'), ('France', 'FRA'),
    ('Georgia', 'GEO'), ('Germany', 'DEU'), ('Greece', 'GRC'), ('Hungary', 'HUN'), ('Iceland', 'ISL'),
    ('India', 'IND'), ('Indonesia', 'IDN'), ('Iran', 'IRN'), ('Iraq', 'IRQ'), ('Ireland', 'IRL'), ('Israel', 'ISR'),
    ('Italy', 'ITA'), ('Japan', 'JPN'), ('Jordan', 'JOR'), ('Kazakhstan', 'KAZ'), ('Kenya', 'KEN'),
    ('Kuwait', 'KWT'), ('Kyrgyzstan', 'KGZ'), ('Latvia', 'LVA'), ('Lebanon', 'LBN'), ('Libya', 'LBY'),
    ('Luxembourg', 'LUX'), ('Madagascar', 'MDG'), ('Malaysia', 'MYS'), ('Malta', 'MLT'), ('Mauritius', 'MUS'),
    ('Mexico', 'MEX'), ('Moldova', 'MDA'), ('Mongolia', 'MNG'), ('Morocco', 'MAR'), ('Myanmar', 'MMR'),
    ('Namibia', 'NAM'), ('Nepal', 'NPL'), ('Netherlands', 'NLD'), ('New Zealand', 'NZL'), ('Nigeria', 'NGA'),
    ('Norway', 'NOR'), ('Oman', 'OMN'), ('Pakistan', 'PAK'), ('Panama', 'PAN'), ('Papua New Guinea', 'PNG'),
    ('Peru', 'PER'), ('Philippines', 'PHL'), ('Poland', 'POL'), ('Portugal', 'PRT'), ('Qatar', 'QAT'),
    ('Romania', 'ROU'), ('Russia', 'RUS'), ('Rwanda', 'RWA'), ('Saudi Arabia', 'SAU'), ('Serbia', 'SRB'),
    ('Singapore', 'SGP'), ('South Africa', 'ZAF'), ('South Korea', 'KOR'), ('Spain', 'ESP'), ('Sri Lanka', 'LKA'),
    ('Suriname', 'SUR'), ('Sweden', 'SWE'), ('Switzerland', 'CHE'), ('Tajikistan', 'TJK'), ('Thailand', 'THA'),
    ('Trinidad and Tobago', 'TTO'), ('Tunisia', 'TUN'), ('Turkey', 'TUR'), ('Turkmenistan', 'TKM'),
    ('Ukraine', 'UKR'), ('United Arab Emirates', 'ARE'), ('United Kingdom', 'GBR'), ('United States', 'USA'),
    ('Uzbekistan', 'UZB'), ('Venezuela', 'VEN'), ('Vietnam', 'VNM'), ('World', 'WLD')
),
figures AS (
    SELECT *
    FROM raw
    UNPIVOT (
        mt FOR column_name IN ("Total aviation CO2 (Mt)", "Domestic aviation CO2 (Mt)", "International aviation CO2 (Mt)")
    )
)
SELECT
    'icct-aviation/' || lower(area_id) || '-' || replace(sector, '_', '-') || '-' || "Year" AS estimate_id,
    sector,
    scope,
    scope_fr,
    -- Freight is left out.
    'part' AS counts,
    'calendar_year' AS period,
    area_id,
    CAST("Year" AS BIGINT) AS year,
    -- Mt -> t, to the gram.
    CAST(CAST(mt AS DECIMAL(28, 12)) * 1000000 AS DOUBLE) AS emissions_t,
    'CO2' AS gas,
    'use_phase' AS boundary,
    'co2_only' AS forcing,
    'modelled' AS method,
    'current' AS status,
    'entity ' || Entity || ', column ' || column_name AS locator,
    true AS verified,
    'copy' AS evidence,
    mt || ' Mt' AS printed
FROM figures
JOIN (
    VALUES
    (
        'Total aviation CO2 (Mt)', 'aviation', 'passenger transport only, by country of departure',
        'transport de passagers seulement, par pays de départ'
    ),
    (
        'Domestic aviation CO2 (Mt)', 'domestic_aviation', 'passenger transport only, flights within the country',
        'transport de passagers seulement, vols à l''intérieur du pays'
    ),
    (
        'International aviation CO2 (Mt)', 'international_aviation',
        'passenger transport only, flights to other countries, by country of departure',
        'transport de passagers seulement, vols vers d''autres pays, par pays de départ'
    )
) AS meaning (column_name, sector, scope, scope_fr) USING (column_name)
LEFT JOIN places ON place = Entity
WHERE
    coalesce(Entity, '') NOT IN (
        -- The 28 of 2018: its total is that of the 23 members named here, the United Kingdom among them, and 0.5 Mt of the
        -- five without a row. So it is not EU27; and flights between members stand under domestic (66.9 Mt against 15.2).
        'European Union',
        -- What the countries without a row of their own sum to (18.5 Mt): no place.
        'Rest of the World'
    )
