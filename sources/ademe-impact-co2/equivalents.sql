-- One row: a thing or an act, in French, and what one of it emits.
-- raw: one row per thing; "kg CO2e" in kilograms with binary dust (0.7767000000000001).
--
-- The file does not print what one of it is: a kilogram of beef and a kilometre by train stand side by side. Units are those of
-- the publisher's site, read in its source code (github.com/incubateur-ademe/impactco2, src/data/categories and
-- src/utils/Equivalent/values.json); so are boundaries and what flights include. Where neither tells, the unit is `unstated`
-- and the boundary is empty. Every row says so in its note.
WITH themes (theme, functional_unit, boundary, unit_note) AS (
    -- A theme that is not here leaves its rows without a unit, which stops the build.
    VALUES
    ('Alimentation', 'kg', 'life_cycle', 'Per kilogram, from the farm to the plate.'),
    ('Boisson', 'litre', 'life_cycle', 'Per litre, from the farm to the glass.'),
    ('Fruits et légumes', 'kg', 'life_cycle', 'Per kilogram, in season, from the farm to the plate.'),
    ('Chauffage', 'unstated', NULL, 'Per square metre heated and year, which is none of the functional units.'),
    ('Électroménager', 'item', 'life_cycle', 'Per appliance: making, distribution, use.'),
    ('Habillement', 'item', 'life_cycle', 'Per garment or pair: making, distribution, use.'),
    ('Mobilier', 'item', 'life_cycle', 'Per piece of furniture: making, distribution, use.'),
    ('Numérique', 'item', 'life_cycle', 'Per device: making, distribution, use over some years, end of life.'),
    ('Livraison', 'item', NULL, 'Per purchase, of a parcel as named.'),
    ('Usage numérique', 'item', 'life_cycle', 'Devices, networks and data centres, their making included.'),
    -- Decided one by one below.
    ('Transport', NULL, 'life_cycle', 'Per kilometre: energy with its supply, vehicle with its making and end of life; no roads, rails, airports.'),
    ('Cas pratiques', NULL, NULL, NULL)
),
singles (id, functional_unit, boundary, forcing, unit_note) AS (
    VALUES
    -- Alimentation: a meal, not a kilogram.
    ('repasavecduboeuf', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasavecdulieunoir', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasavecduporc', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasavecdupoissonblanc', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasavecdupoissongras', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasavecdupoulet', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasavecduthon', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasavecduveau', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasvegetalien', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasvegetarien', 'item', 'life_cycle', NULL, 'Per meal.'),
    -- Usage numérique.
    ('email', 'item', 'life_cycle', NULL, 'Per e-mail.'),
    ('rechercheweb', 'query', 'life_cycle', NULL, 'Per search.'),
    ('spam', 'item', 'life_cycle', NULL, 'Per e-mail, unread.'),
    ('stockagedonnee', 'item', 'life_cycle', NULL, 'Per gigabyte stored for a year.'),
    ('streamingvideo', 'hour', 'life_cycle', NULL, 'Per hour.'),
    ('telechargement', 'item', 'life_cycle', NULL, 'Per gigabyte.'),
    ('visioconference', 'hour', 'life_cycle', NULL, 'Per hour.'),
    -- Flights: the site adds what contrails do (45 % of each of these figures).
    ('avion-courtcourrier', 'passenger_km', 'life_cycle', 'with_non_co2', 'Per passenger and kilometre, contrails included.'),
    ('avion-longcourrier', 'passenger_km', 'life_cycle', 'with_non_co2', 'Per passenger and kilometre, contrails included.'),
    ('avion-moyencourrier', 'passenger_km', 'life_cycle', 'with_non_co2', 'Per passenger and kilometre, contrails included.'),
    ('avion-moyenlongcourrier', 'passenger_km', 'life_cycle', 'with_non_co2', 'Per passenger and kilometre, contrails included.'),
    -- Cas pratiques.
    ('2050', 'person_year', NULL, NULL, 'A target for one person and year, not an emission.'),
    ('agricoleenfrancejour', 'item', NULL, NULL, 'All of France in one day.'),
    ('avion-johannesburg-paris-rugby', 'item', NULL, NULL, 'A whole team, there and back; of how many, and whether contrails count, is not printed.'),
    ('avion-pny', 'passenger_trip', 'life_cycle', 'with_non_co2', 'One passenger, there and back: 11,600 km at the figure of a long flight, contrails included.'),
    ('camping', 'item', NULL, NULL, 'One night.'),
    ('chauffageenfrancejour', 'item', NULL, NULL, 'All of France in one day.'),
    ('climatisationenfrancejour', 'item', NULL, NULL, 'All of France in one day.'),
    ('datacenterjour', 'item', NULL, NULL, 'One campus in one day.'),
    ('francais', 'person_year', NULL, NULL, 'One person and year.'),
    ('friends', 'item', NULL, NULL, 'The whole series once.'),
    ('game-of-thrones', 'item', NULL, NULL, 'One episode.'),
    ('harry-potter', 'item', NULL, NULL, 'All films once.'),
    ('hotel', 'item', NULL, NULL, 'One night.'),
    ('location', 'item', NULL, NULL, 'One night.'),
    ('maisonneuve', 'item', NULL, NULL, 'One house.'),
    ('numeriqueenfrancejour', 'item', NULL, NULL, 'All of France in one day.'),
    ('piscine', 'item', NULL, NULL, 'One filling.'),
    ('residencesecondaire', 'item', NULL, NULL, 'One night.'),
    ('ski', 'item', NULL, NULL, 'One day.'),
    ('terre-voiture', 'item', 'life_cycle', NULL, 'One car, 40,000 km at the figure of a petrol saloon.'),
    ('tgv-paris-berlin', 'passenger_trip', 'life_cycle', NULL, 'One passenger, there and back: 2,478 km at the figure of the TGV.'),
    ('tgv-paris-marseille', 'passenger_trip', 'life_cycle', NULL, 'One passenger, there and back: 1,504 km at the figure of the TGV.'),
    ('traitementdechetsjour', 'item', NULL, NULL, 'All of France in one day.'),
    ('trainenfrancejour', 'item', NULL, NULL, 'All of France in one day.'),
    ('voiture-lille-nimes', 'item', 'life_cycle', NULL, 'One car, there and back: 1,882 km at the figure of a car with an engine.'),
    ('voiturefrancaiseheure', 'item', NULL, NULL, 'All of France in one hour.'),
    ('voiturefrancaisejour', 'item', NULL, NULL, 'All of France in one day.')
)
SELECT
    'ademe-impact-co2/' || lower(raw."ID") AS equivalent_id,
    trim("Nom de l'objet ou du geste") AS name_fr,
    "Thématique" AS category,
    -- kg -> t. Fifteen significant digits keep what the file says and drop the dust.
    CAST(printf('%.15g', CAST("kg CO2e" AS DOUBLE) / 1000) AS DOUBLE) AS emissions_t,
    coalesce(
        singles.functional_unit,
        CASE
            WHEN "Thématique" <> 'Transport' THEN themes.functional_unit
            -- A shared car: the figure of the car over the number aboard, which is the digit after the plus sign and one.
            WHEN contains(raw."ID", '+') THEN 'passenger_km'
            -- The car itself, of which the shared rows are a half, a third, ...; and what else is driven as a whole.
            WHEN
                raw."ID" IN (
                    'voiturethermique', 'voitureelectrique', 'voiturehybride',
                    'voiture-citadine-diesel', 'voiture-citadine-electrique', 'voiture-citadine-essence',
                    'voiture-citadine-hybride', 'voiture-citadine-hybriderechargeable',
                    'voiture-compact-diesel', 'voiture-compact-electrique', 'voiture-compact-essence',
                    'voiture-compact-hybride', 'voiture-compact-hybriderechargeable',
                    'voiture-berline-diesel', 'voiture-berline-electrique', 'voiture-berline-essence',
                    'voiture-berline-hybride', 'voiture-berline-hybriderechargeable',
                    'voiture-grandeberline-diesel', 'voiture-grandeberline-electrique', 'voiture-grandeberline-essence',
                    'voiture-grandeberline-hybride', 'voiture-grandeberline-hybriderechargeable',
                    'van', 'campingcar', 'moto', 'moto-petite', 'scooter', 'scooterelectrique'
                )
                THEN 'vehicle_km'
            -- What carries passengers, and what carries one. A mode that is not listed has no unit, which stops the build.
            WHEN
                raw."ID" IN (
                    'autocar', 'busgnv', 'buselectrique', 'busthermique', 'intercites', 'metro', 'rer', 'ter', 'tgv', 'tramway',
                    'marche', 'trottinette', 'triporteurelectrique', 'velo', 'veloelectrique'
                )
                THEN 'passenger_km'
        END
    ) AS functional_unit,
    'FRA' AS area_id,
    -- The year of the file: the figures are of various years that it does not print.
    2026 AS year,
    'CO2e' AS gas,
    'unstated' AS gwp,
    CASE WHEN singles.id IS NULL THEN themes.boundary ELSE singles.boundary END AS boundary,
    singles.forcing,
    'modelled' AS method,
    'current' AS status,
    'ID ' || raw."ID" AS locator,
    true AS verified,
    'copy' AS evidence,
    "kg CO2e" || ' kg CO2e' AS printed,
    coalesce(singles.unit_note, themes.unit_note)
    || ' The file prints no unit; this is what the publisher''s site or the name says.' AS note
FROM raw
LEFT JOIN themes ON theme = "Thématique"
LEFT JOIN singles ON singles.id = raw."ID"
WHERE
    coalesce(raw."ID", '') NOT IN (
        -- A year of all France or of a sector of it, 4 to 624 Mt: totals of a nation, not things to count by; and the year
        -- that they are of is not printed, so that they cannot stand with the other totals either.
        'aviationcivileenfrance', 'chauffageenfrance', 'numeriqueenfrance', 'parcbovin', 'populationfrancaise',
        'voiturefrancaisean',
        -- What forests and grassland take up in a day, printed without a sign: not an emission.
        'foretenfrancejour'
    )
