-- One row: one kilometre by one mode of travel in the United Kingdom.
-- raw: factors published in 2019. Its header says gCO2e/km, its cells hold KILOGRAMS (0.04115 by rail is 41 g).
-- raw_2022: factors published in 2022, in grams as its description says (35.49 by rail).
--
-- Per passenger or per vehicle? Neither file says. A car, motorcycle or motorbike is per vehicle: the row of two in a petrol
-- car is half of the medium petrol car, the row of four a quarter (diesel likewise). These shared rows, and all that carries
-- passengers, are per passenger. So is the taxi: its 0.150 kg is the government's figure per passenger (0.149 in the factors of
-- 2023 to 2025); the black cab is taken to be counted as the taxi beside it.
--
-- Flights. In raw they are burnt fuel alone: what is not CO2 is 1 % of the figure (the column of CH4 and N2O). In raw_2022
-- they are 1.82, 1.83 and 1.87 times as high, while trains, trams and coaches fell by 2 to 18 %; and the article that the
-- chart belongs to (ourworldindata.org/travel-carbon-footprint) says that warming by aviation at altitude is counted. The two
-- are therefore different things, and the older flights are not superseded by the newer.
--
-- Newer: the same thing in the newest edition of the same factors that is here, mostly desnz-2025. None for the flights of raw_2022
-- without a class, which may be of any class; nor for the plug-in hybrid, whose 68 g is the fuel alone, for by 2023 it is 94 g with
-- the electricity.
WITH modes (vintage, entity, slug, functional_unit, forcing, name_en, name_fr, newer, remark) AS (
    VALUES
    (2019, 'Black cab (taxi)', 'black-cab', 'passenger_km', NULL, 'one kilometre by black cab (United Kingdom), per passenger', 'un kilomètre en taxi londonien (Royaume-Uni), par passager', NULL, 'Per passenger by analogy with the taxi; the file does not say.'),
    (2019, 'Bus', 'bus', 'passenger_km', NULL, 'one kilometre by bus (United Kingdom), per passenger', 'un kilomètre en bus (Royaume-Uni), par passager', 'desnz-2025/bus', NULL),
    (2019, 'Coach', 'coach', 'passenger_km', NULL, 'one kilometre by coach (United Kingdom), per passenger', 'un kilomètre en autocar (Royaume-Uni), par passager', 'desnz-2025/coach', NULL),
    (2019, 'Diesel car, 2 passengers', 'diesel-car-shared-by-2', 'passenger_km', NULL, 'one passenger-kilometre in a diesel car carrying two (United Kingdom)', 'un kilomètre par personne dans une voiture diesel partagée à deux (Royaume-Uni)', NULL, 'Half of the medium diesel car.'),
    (2019, 'Diesel car, 4 passengers', 'diesel-car-shared-by-4', 'passenger_km', NULL, 'one passenger-kilometre in a diesel car carrying four (United Kingdom)', 'un kilomètre par personne dans une voiture diesel partagée à quatre (Royaume-Uni)', NULL, 'A quarter of the medium diesel car.'),
    (2019, 'Domestic flight', 'flight-domestic', 'passenger_km', 'co2_only', 'one kilometre by domestic flight (United Kingdom), per passenger, without non-CO2 effects', 'un kilomètre en vol intérieur (Royaume-Uni), par passager, sans les effets hors CO2', 'desnz-2025/flight-domestic-norf', NULL),
    (2019, 'Eurostar (international rail)', 'eurostar', 'passenger_km', NULL, 'one kilometre by Eurostar, per passenger', 'un kilomètre en Eurostar, par passager', 'desnz-2025/rail-international', NULL),
    (2019, 'Ferry (car passenger)', 'ferry-car-passenger', 'passenger_km', NULL, 'one kilometre by ferry (United Kingdom), per passenger with a car', 'un kilomètre en ferry (Royaume-Uni), par passager avec voiture', NULL, NULL),
    (2019, 'Ferry (foot passenger)', 'ferry-foot-passenger', 'passenger_km', NULL, 'one kilometre by ferry (United Kingdom), per foot passenger', 'un kilomètre en ferry (Royaume-Uni), par passager à pied', 'uk-gov-travel/2022-ferry-foot-passenger', NULL),
    (2019, 'Large car (diesel)', 'diesel-car-large', 'vehicle_km', NULL, 'one kilometre in a large diesel car (United Kingdom)', 'un kilomètre dans une grande voiture diesel (Royaume-Uni)', NULL, NULL),
    (2019, 'Large car (hybrid)', 'hybrid-car-large', 'vehicle_km', NULL, 'one kilometre in a large hybrid car (United Kingdom)', 'un kilomètre dans une grande voiture hybride (Royaume-Uni)', NULL, NULL),
    (2019, 'Large car (petrol)', 'petrol-car-large', 'vehicle_km', NULL, 'one kilometre in a large petrol car (United Kingdom)', 'un kilomètre dans une grande voiture à essence (Royaume-Uni)', NULL, NULL),
    (2019, 'Large car (plug-in hybrid electric)', 'plug-in-hybrid-car-large', 'vehicle_km', NULL, 'one kilometre in a large plug-in hybrid car (United Kingdom)', 'un kilomètre dans une grande voiture hybride rechargeable (Royaume-Uni)', NULL, NULL),
    (2019, 'Light rail and tram', 'tram', 'passenger_km', NULL, 'one kilometre by light rail or tram (United Kingdom), per passenger', 'un kilomètre en métro léger ou tramway (Royaume-Uni), par passager', 'uk-gov-travel/2022-tram', NULL),
    (2019, 'London Underground', 'london-underground', 'passenger_km', NULL, 'one kilometre by London Underground, per passenger', 'un kilomètre en métro de Londres, par passager', 'desnz-2025/underground', NULL),
    (2019, 'Long-haul flight (business class)', 'flight-long-haul-business', 'passenger_km', 'co2_only', 'one kilometre by long-haul flight in business class, per passenger, without non-CO2 effects', 'un kilomètre en vol long-courrier en classe affaires, par passager, sans les effets hors CO2', NULL, NULL),
    (2019, 'Long-haul flight (economy)', 'flight-long-haul-economy', 'passenger_km', 'co2_only', 'one kilometre by long-haul flight in economy class, per passenger, without non-CO2 effects', 'un kilomètre en vol long-courrier en classe économique, par passager, sans les effets hors CO2', 'desnz-2025/flight-long-economy-norf', NULL),
    (2019, 'Long-haul flight (economy+)', 'flight-long-haul-premium-economy', 'passenger_km', 'co2_only', 'one kilometre by long-haul flight in premium economy class, per passenger, without non-CO2 effects', 'un kilomètre en vol long-courrier en classe économique premium, par passager, sans les effets hors CO2', NULL, NULL),
    (2019, 'Long-haul flight (first class)', 'flight-long-haul-first', 'passenger_km', 'co2_only', 'one kilometre by long-haul flight in first class, per passenger, without non-CO2 effects', 'un kilomètre en vol long-courrier en première classe, par passager, sans les effets hors CO2', NULL, NULL),
    (2019, 'Medium car (diesel)', 'diesel-car-medium', 'vehicle_km', NULL, 'one kilometre in a medium diesel car (United Kingdom)', 'un kilomètre dans une voiture diesel de taille moyenne (Royaume-Uni)', NULL, NULL),
    (2019, 'Medium car (hybrid)', 'hybrid-car-medium', 'vehicle_km', NULL, 'one kilometre in a medium hybrid car (United Kingdom)', 'un kilomètre dans une voiture hybride de taille moyenne (Royaume-Uni)', NULL, NULL),
    (2019, 'Medium car (petrol)', 'petrol-car-medium', 'vehicle_km', NULL, 'one kilometre in a medium petrol car (United Kingdom)', 'un kilomètre dans une voiture à essence de taille moyenne (Royaume-Uni)', NULL, NULL),
    (2019, 'Medium car (plug-in hybrid electric)', 'plug-in-hybrid-car-medium', 'vehicle_km', NULL, 'one kilometre in a medium plug-in hybrid car (United Kingdom)', 'un kilomètre dans une voiture hybride rechargeable de taille moyenne (Royaume-Uni)', NULL, NULL),
    (2019, 'Motorcycle (large)', 'motorcycle-large', 'vehicle_km', NULL, 'one kilometre on a large motorcycle (United Kingdom)', 'un kilomètre sur une grosse moto (Royaume-Uni)', NULL, NULL),
    (2019, 'Motorcycle (medium)', 'motorcycle-medium', 'vehicle_km', NULL, 'one kilometre on a medium motorcycle (United Kingdom)', 'un kilomètre sur une moto de taille moyenne (Royaume-Uni)', NULL, NULL),
    (2019, 'Motorcycle (small)', 'motorcycle-small', 'vehicle_km', NULL, 'one kilometre on a small motorcycle (United Kingdom)', 'un kilomètre sur une petite moto (Royaume-Uni)', NULL, NULL),
    (2019, 'National rail', 'national-rail', 'passenger_km', NULL, 'one kilometre by national rail (United Kingdom), per passenger', 'un kilomètre en train (Royaume-Uni), par passager', 'desnz-2025/rail-national', NULL),
    (2019, 'Petrol car, 2 passengers', 'petrol-car-shared-by-2', 'passenger_km', NULL, 'one passenger-kilometre in a petrol car carrying two (United Kingdom)', 'un kilomètre par personne dans une voiture à essence partagée à deux (Royaume-Uni)', NULL, 'Half of the medium petrol car.'),
    (2019, 'Petrol car, 4 passengers', 'petrol-car-shared-by-4', 'passenger_km', NULL, 'one passenger-kilometre in a petrol car carrying four (United Kingdom)', 'un kilomètre par personne dans une voiture à essence partagée à quatre (Royaume-Uni)', NULL, 'A quarter of the medium petrol car.'),
    (2019, 'Short-haul flight (business class)', 'flight-short-haul-business', 'passenger_km', 'co2_only', 'one kilometre by short-haul flight in business class, per passenger, without non-CO2 effects', 'un kilomètre en vol court-courrier en classe affaires, par passager, sans les effets hors CO2', NULL, NULL),
    (2019, 'Short-haul flight (economy)', 'flight-short-haul-economy', 'passenger_km', 'co2_only', 'one kilometre by short-haul flight in economy class, per passenger, without non-CO2 effects', 'un kilomètre en vol court-courrier en classe économique, par passager, sans les effets hors CO2', 'desnz-2025/flight-short-economy-norf', NULL),
    (2019, 'Small car (diesel)', 'diesel-car-small', 'vehicle_km', NULL, 'one kilometre in a small diesel car (United Kingdom)', 'un kilomètre dans une petite voiture diesel (Royaume-Uni)', NULL, NULL),
    (2019, 'Small car (hybrid)', 'hybrid-car-small', 'vehicle_km', NULL, 'one kilometre in a small hybrid car (United Kingdom)', 'un kilomètre dans une petite voiture hybride (Royaume-Uni)', NULL, NULL),
    (2019, 'Small car (petrol)', 'petrol-car-small', 'vehicle_km', NULL, 'one kilometre in a small petrol car (United Kingdom)', 'un kilomètre dans une petite voiture à essence (Royaume-Uni)', NULL, NULL),
    (2019, 'Small car (plug-in hybrid electric)', 'plug-in-hybrid-car-small', 'vehicle_km', NULL, 'one kilometre in a small plug-in hybrid car (United Kingdom)', 'un kilomètre dans une petite voiture hybride rechargeable (Royaume-Uni)', NULL, NULL),
    (2019, 'Taxi', 'taxi', 'passenger_km', NULL, 'one kilometre by taxi (United Kingdom), per passenger', 'un kilomètre en taxi (Royaume-Uni), par passager', 'desnz-2025/taxi', NULL),
    (2022, 'Bus (average)', 'bus', 'passenger_km', NULL, 'one kilometre by bus (United Kingdom), per passenger', 'un kilomètre en bus (Royaume-Uni), par passager', 'desnz-2025/bus', NULL),
    (2022, 'Bus (local London)', 'bus-london', 'passenger_km', NULL, 'one kilometre by London bus, per passenger', 'un kilomètre en bus londonien, par passager', NULL, NULL),
    (2022, 'Coach (bus)', 'coach', 'passenger_km', NULL, 'one kilometre by coach (United Kingdom), per passenger', 'un kilomètre en autocar (Royaume-Uni), par passager', 'desnz-2025/coach', NULL),
    (2022, 'Diesel car', 'diesel-car', 'vehicle_km', NULL, 'one kilometre in an average diesel car (United Kingdom)', 'un kilomètre dans une voiture diesel moyenne (Royaume-Uni)', 'desnz-2025/car-diesel', NULL),
    (2022, 'Domestic flight', 'flight-domestic', 'passenger_km', 'with_non_co2', 'one kilometre by domestic flight (United Kingdom), per passenger, with non-CO2 effects', 'un kilomètre en vol intérieur (Royaume-Uni), par passager, avec les effets hors CO2', 'desnz-2025/flight-domestic-rf', '1.82 times the factor of 2019, which is without.'),
    (2022, 'Electric car', 'electric-car', 'vehicle_km', NULL, 'one kilometre in an average electric car (United Kingdom)', 'un kilomètre dans une voiture électrique moyenne (Royaume-Uni)', 'desnz-2025/car-bev', 'British electricity.'),
    (2022, 'Eurostar (to Paris)', 'eurostar', 'passenger_km', NULL, 'one kilometre by Eurostar, per passenger', 'un kilomètre en Eurostar, par passager', 'desnz-2025/rail-international', NULL),
    (2022, 'Ferry (foot passenger)', 'ferry-foot-passenger', 'passenger_km', NULL, 'one kilometre by ferry (United Kingdom), per foot passenger', 'un kilomètre en ferry (Royaume-Uni), par passager à pied', NULL, NULL),
    (2022, 'London Underground', 'london-underground', 'passenger_km', NULL, 'one kilometre by London Underground, per passenger', 'un kilomètre en métro de Londres, par passager', 'desnz-2025/underground', NULL),
    (2022, 'Long-haul flight', 'flight-long-haul', 'passenger_km', 'with_non_co2', 'one kilometre by long-haul flight, per passenger, with non-CO2 effects', 'un kilomètre en vol long-courrier, par passager, avec les effets hors CO2', NULL, '1.87 times the economy factor of 2019, which is without. The class is not printed.'),
    (2022, 'Motorbike', 'motorcycle', 'vehicle_km', NULL, 'one kilometre on an average motorcycle (United Kingdom)', 'un kilomètre sur une moto moyenne (Royaume-Uni)', NULL, NULL),
    (2022, 'National rail', 'national-rail', 'passenger_km', NULL, 'one kilometre by national rail (United Kingdom), per passenger', 'un kilomètre en train (Royaume-Uni), par passager', 'desnz-2025/rail-national', NULL),
    (2022, 'Petrol car', 'petrol-car', 'vehicle_km', NULL, 'one kilometre in an average petrol car (United Kingdom)', 'un kilomètre dans une voiture moyenne à essence (Royaume-Uni)', 'desnz-2025/car-petrol', NULL),
    (2022, 'Plug-in hybrid', 'plug-in-hybrid-car', 'vehicle_km', NULL, 'one kilometre in an average plug-in hybrid car (United Kingdom)', 'un kilomètre dans une voiture hybride rechargeable moyenne (Royaume-Uni)', NULL, NULL),
    (2022, 'Short-haul flight', 'flight-short-haul', 'passenger_km', 'with_non_co2', 'one kilometre by short-haul flight, per passenger, with non-CO2 effects', 'un kilomètre en vol court-courrier, par passager, avec les effets hors CO2', NULL, '1.83 times the economy factor of 2019, which is without. The class is not printed.'),
    (2022, 'Tram', 'tram', 'passenger_km', NULL, 'one kilometre by tram (United Kingdom), per passenger', 'un kilomètre en tramway (Royaume-Uni), par passager', NULL, NULL)
),
factors AS (
    SELECT
        2019 AS vintage,
        "Entity" AS entity,
        "Year" AS year,
        "GHG emissions (gCO2e/km)" AS printed,
        -- kg -> t, whatever the header says.
        CAST("GHG emissions (gCO2e/km)" AS DECIMAL(30, 9)) * 0.001 AS t,
        ' kg CO2e (in a column headed gCO2e/km)' AS unit,
        'factors of 2019, row ' AS place
    FROM raw
    UNION ALL
    SELECT
        2022,
        "Entity",
        "Year",
        "Transport emissions per kilometer travelled",
        -- g -> t. The decimal takes the binary dust off cells such as 27.330000000000002.
        CAST("Transport emissions per kilometer travelled" AS DECIMAL(30, 6)) * 0.000001,
        ' g CO2e',
        'factors of 2022, row '
    FROM raw_2022
)
SELECT
    -- A mode that is not in the list above has no id, which stops the build.
    'uk-gov-travel/' || vintage || '-' || slug AS equivalent_id,
    name_en,
    name_fr,
    CASE WHEN starts_with(newer, 'desnz-2025/') THEN split_part(newer, '/', 2) || '-gbr'
        -- In both editions here, and in none of the department's own.
        WHEN slug IN ('ferry-foot-passenger', 'tram') THEN slug || '-gbr'
        ELSE 'uk-gov-travel/' || vintage || '-' || slug END AS subject,
    CAST(t AS DOUBLE) AS emissions_t,
    functional_unit,
    'GBR' AS area_id,
    CAST(year AS BIGINT) AS year,
    'CO2e' AS gas,
    'unstated' AS gwp,
    'use_phase' AS boundary,
    forcing,
    'derived' AS method,
    CASE WHEN newer IS NULL THEN 'current' ELSE 'superseded' END AS status,
    split_part(newer, '/', 1) AS status_source,
    newer AS replaced_by,
    place || entity AS locator,
    true AS verified,
    'copy' AS evidence,
    printed || unit AS printed,
    nullif(
        concat_ws(
            ' ',
            CASE vintage WHEN 2019 THEN 'Published in 2019; the file gives the year 2018.' END,
            CASE forcing
                WHEN 'co2_only' THEN 'Without the warming of contrails and other effects at altitude.'
                WHEN 'with_non_co2' THEN 'With the warming of contrails and other effects at altitude, says the article of the chart.'
            END,
            CASE WHEN vintage = 2022 AND functional_unit = 'vehicle_km' THEN 'The chart calls it per passenger: one person aboard.' END,
            remark
        ),
        ''
    ) AS note
FROM factors LEFT JOIN modes USING (vintage, entity)
