-- One row: a thing or an act, in French, and what one of it emits.
-- raw: one row per thing; "kg CO2e" in kilograms with binary dust (0.7767000000000001).
--
-- The file does not print what one of it is: a kilogram of beef and a kilometre by train stand side by side. Units are those of
-- the publisher's site, read in its source code (github.com/incubateur-ademe/impactco2, src/data/categories and
-- src/utils/Equivalent/values.json); so are boundaries and what flights include. Where neither tells, the unit is `unstated`
-- and the boundary is empty. Every row says so in its note.
WITH themes (theme, unit, boundary, unit_note) AS (
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
singles (id, unit, boundary, forcing, unit_note) AS (
    VALUES
    -- Alimentation: a meal, not a kilogram.
    ('repasavecduboeuf', 'item', 'life_cycle', NULL, 'Per meal.'), ('repasavecdulieunoir', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasavecduporc', 'item', 'life_cycle', NULL, 'Per meal.'), ('repasavecdupoissonblanc', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasavecdupoissongras', 'item', 'life_cycle', NULL, 'Per meal.'), ('repasavecdupoulet', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasavecduthon', 'item', 'life_cycle', NULL, 'Per meal.'), ('repasavecduveau', 'item', 'life_cycle', NULL, 'Per meal.'),
    ('repasvegetalien', 'item', 'life_cycle', NULL, 'Per meal.'), ('repasvegetarien', 'item', 'life_cycle', NULL, 'Per meal.'),
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
    ('friends', 'item', NULL, NULL, 'The whole series once.'), ('game-of-thrones', 'item', NULL, NULL, 'One episode.'),
    ('harry-potter', 'item', NULL, NULL, 'All films once.'),
    ('hotel', 'item', NULL, NULL, 'One night.'), ('location', 'item', NULL, NULL, 'One night.'),
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
),
-- Names to be read in a sentence. The file has labels in French ("Boeuf", "A/R Lille - Nîmes en voiture"): the best known are
-- named here in both languages; the others get an article and a unit by rule below.
names (id, name_en, name_fr) AS (
    VALUES
    ('avion-courtcourrier', 'one kilometre by short-haul flight (France), per passenger, with contrails', 'un kilomètre en avion court-courrier (France), par passager, traînées comprises'),
    ('avion-moyencourrier', 'one kilometre by medium-haul flight (France), per passenger, with contrails', 'un kilomètre en avion moyen-courrier (France), par passager, traînées comprises'),
    ('avion-moyenlongcourrier', 'one kilometre by medium- to long-haul flight (France), per passenger, with contrails', 'un kilomètre en avion moyen- et long-courrier (France), par passager, traînées comprises'),
    ('avion-longcourrier', 'one kilometre by long-haul flight (France), per passenger, with contrails', 'un kilomètre en avion long-courrier (France), par passager, traînées comprises'),
    ('tgv', 'one kilometre by TGV high-speed train (France), per passenger', 'un kilomètre en TGV (France), par passager'),
    ('intercites', 'one kilometre by intercity train (France), per passenger', 'un kilomètre en train Intercités (France), par passager'),
    ('ter', 'one kilometre by TER regional train (France), per passenger', 'un kilomètre en TER (France), par passager'),
    ('rer', 'one kilometre by RER suburban train (France), per passenger', 'un kilomètre en RER ou Transilien (France), par passager'),
    ('metro', 'one kilometre by metro (France), per passenger', 'un kilomètre en métro (France), par passager'),
    ('tramway', 'one kilometre by tram (France), per passenger', 'un kilomètre en tramway (France), par passager'),
    ('busthermique', 'one kilometre by diesel bus (France), per passenger', 'un kilomètre en bus thermique (France), par passager'),
    ('buselectrique', 'one kilometre by electric bus (France), per passenger', 'un kilomètre en bus électrique (France), par passager'),
    ('autocar', 'one kilometre by coach (France), per passenger', 'un kilomètre en autocar thermique (France), par passager'),
    ('velo', 'one kilometre by bicycle (France)', 'un kilomètre à vélo (France)'),
    ('veloelectrique', 'one kilometre by electric bicycle (France)', 'un kilomètre sur un vélo à assistance électrique (France)'),
    ('trottinette', 'one kilometre by electric kick scooter (France)', 'un kilomètre en trottinette électrique (France)'),
    ('marche', 'one kilometre on foot', 'un kilomètre à pied'),
    ('voiturethermique', 'one kilometre in a car with a combustion engine (France)', 'un kilomètre dans une voiture thermique (France)'),
    ('voitureelectrique', 'one kilometre in an electric car (France)', 'un kilomètre dans une voiture électrique (France)'),
    ('voiturehybride', 'one kilometre in a hybrid car (France)', 'un kilomètre dans une voiture hybride (France)'),
    ('moto', 'one kilometre on a motorcycle of more than 250 cm³ (France)', 'un kilomètre sur une moto de plus de 250 cm³ (France)'),
    ('scooter', 'one kilometre on a petrol scooter (France)', 'un kilomètre en scooter thermique (France)'),
    ('busgnv', 'one kilometre by natural gas bus (France), per passenger', 'un kilomètre en bus au gaz naturel (France), par passager'),
    ('campingcar', 'one kilometre in a motorhome (France)', 'un kilomètre en camping-car (France)'),
    ('moto-petite', 'one kilometre on a motorcycle of up to 250 cm³ (France)', 'un kilomètre sur une moto de 250 cm³ ou moins (France)'),
    ('scooterelectrique', 'one kilometre on an electric scooter (France)', 'un kilomètre en scooter électrique (France)'),
    ('triporteurelectrique', 'one kilometre by cargo tricycle (France)', 'un kilomètre en vélo cargo triporteur (France)'),
    ('van', 'one kilometre in a van (France)', 'un kilomètre dans un van (France)'),
    ('2050', 'one year of a person''s emissions under the French target for 2050', 'une année d''émissions d''une personne selon l''objectif français pour 2050'),
    ('agricoleenfrancejour', 'a day of farming in all of France', 'un jour d''activité agricole dans toute la France'),
    ('avion-johannesburg-paris-rugby', 'a return flight by a rugby team between Johannesburg and Paris', 'un vol aller-retour d''une équipe de rugby entre Johannesburg et Paris'),
    ('avion-pny', 'one seat on a return flight between Paris and New York', 'une place sur un vol aller-retour entre Paris et New York'),
    ('camping', 'one night at a campsite (France)', 'une nuit au camping (France)'),
    ('chauffageenfrancejour', 'a day of heating all homes in France', 'un jour de chauffage de tous les logements de France'),
    ('climatisationenfrancejour', 'a day of air conditioning in all homes in France', 'un jour de climatisation de tous les logements de France'),
    ('datacenterjour', 'a day of running a data-centre campus in France', 'un jour de fonctionnement d''un campus de centres de données en France'),
    ('francais', 'the carbon footprint of a person in France in a year', 'l''empreinte carbone annuelle d''une personne en France'),
    ('friends', 'the whole of Friends, streamed', 'l''intégrale de la série Friends en streaming'),
    ('game-of-thrones', 'an episode of Game of Thrones, streamed', 'un épisode de Game of Thrones en streaming'), ('harry-potter', 'a marathon of all the Harry Potter films, streamed', 'un marathon de tous les films Harry Potter en streaming'),
    ('hotel', 'one night in a hotel (France)', 'une nuit dans un hôtel (France)'), ('location', 'one night in a holiday let (France)', 'une nuit dans une location saisonnière (France)'),
    ('maisonneuve', 'a new house (France)', 'une maison neuve (France)'),
    ('numeriqueenfrancejour', 'a day of digital technology in all of France', 'un jour de fonctionnement du numérique dans toute la France'),
    ('piscine', 'one filling of a swimming pool (France)', 'un remplissage de piscine (France)'),
    ('residencesecondaire', 'one night in a second home (France)', 'une nuit dans une résidence secondaire (France)'), ('ski', 'a day of skiing (France)', 'une journée au ski (France)'),
    ('terre-voiture', 'a drive around the Earth in one car', 'un tour de la Terre dans une voiture'),
    ('tgv-paris-berlin', 'a return trip between Paris and Berlin by TGV, per passenger', 'un voyage aller-retour entre Paris et Berlin en TGV, par passager'),
    ('tgv-paris-marseille', 'a return trip between Paris and Marseille by TGV, per passenger', 'un voyage aller-retour entre Paris et Marseille en TGV, par passager'),
    ('trainenfrancejour', 'a day of running all trains in France', 'un jour de circulation de tous les trains de France'),
    ('traitementdechetsjour', 'a day of treating all household waste and waste water in France', 'un jour de traitement des déchets et eaux usées domestiques de toute la France'),
    ('voiture-lille-nimes', 'a return trip between Lille and Nîmes in one car with a combustion engine', 'un voyage aller-retour entre Lille et Nîmes dans une voiture thermique'),
    ('voiturefrancaiseheure', 'an hour of driving by all cars in France', 'une heure de circulation de toutes les voitures de France'),
    ('voiturefrancaisejour', 'a day of driving by all cars in France', 'un jour de circulation de toutes les voitures de France'), ('email', 'an e-mail', 'un courriel'),
    ('spam', 'an unread junk e-mail', 'un courriel indésirable non lu'), ('rechercheweb', 'a web search', 'une recherche sur le web'),
    ('streamingvideo', 'one hour of video streaming (France)', 'une heure de vidéo en streaming (France)'),
    ('visioconference', 'one hour of video conferencing (France)', 'une heure de visioconférence (France)'), ('telechargement', 'one gigabyte downloaded', 'un gigaoctet téléchargé'),
    ('stockagedonnee', 'one gigabyte stored in the cloud for a year', 'un gigaoctet stocké dans le cloud pendant un an'), ('riz', 'one kilogram of rice (France)', 'un kilogramme de riz (France)'),
    ('boeuf', 'one kilogram of beef (France)', 'un kilogramme de bœuf (France)'), ('poulet', 'one kilogram of chicken (France)', 'un kilogramme de poulet (France)'),
    ('repasavecduboeuf', 'a meal with beef (France)', 'un repas avec du bœuf (France)'), ('repasavecdupoulet', 'a meal with chicken (France)', 'un repas avec du poulet (France)'),
    ('repasvegetarien', 'a vegetarian meal (France)', 'un repas végétarien (France)'), ('repasvegetalien', 'a vegan meal (France)', 'un repas végétalien (France)'),
    ('smartphone', 'a smartphone', 'un smartphone'), ('ordinateurportable', 'a laptop', 'un ordinateur portable'),
    ('television', 'a television', 'un téléviseur'), ('jeans', 'a pair of jeans', 'un jean'),
    ('tshirtencoton', 'a cotton T-shirt', 'un T-shirt en coton'), ('cafe', 'one litre of coffee', 'un litre de café'),
    ('the', 'one litre of tea', 'un litre de thé'), ('biere', 'one litre of beer', 'un litre de bière'), ('vin', 'one litre of wine', 'un litre de vin'),
    ('eaudurobinet', 'one litre of tap water', 'un litre d''eau du robinet')
),
-- English for the other labels; what is weighed or poured gets its unit below.
english (id, noun) AS (
    VALUES
    ('baguette', 'baguette'), ('beurre', 'butter'), ('ble', 'wheat'), ('bonbons', 'jelly sweets'), ('boucheechocolat', 'chocolate truffles'), ('boulettesvegetales', 'plant-based meatballs'),
    ('boulgour', 'bulgur'), ('brownie', 'chocolate brownie'), ('burgerpoulet', 'chicken burgers'), ('burgervegetarien', 'vegetarian burgers'), ('cabillaud', 'raw cod'), ('canard', 'duck'),
    ('chaussonauxpommes', 'apple turnovers'), ('cheeseburger', 'cheeseburgers'), ('cookie', 'chocolate chip cookies'), ('crevettes', 'prawns'), ('croissant', 'butter croissants'),
    ('dorade', 'gilt-head bream'), ('feta', 'feta from ewe''s milk'), ('frites', 'deep-fried chips'), ('fromageblanc', 'fat-free fromage blanc'), ('fromagebleu', 'blue cheese'),
    ('fromagedure', 'hard cheese'), ('fromagemolle', 'soft cheese'), ('galettefromage', 'cheese patties'), ('galettevegetale', 'vegetable patties'), ('hachevegetal', 'plant-based mince'),
    ('haricotsrouges', 'kidney beans'), ('huitres', 'oysters'), ('kebab', 'kebab'), ('lapin', 'rabbit'), ('lentilles', 'lentils'), ('lieu', 'raw pollack or coley'), ('madeleine', 'madeleines'),
    ('matieregrasse', 'vegetable fat'), ('moules', 'mussels'), ('mozarella', 'mozzarella'), ('nuggetsvegetaux', 'plant-based nuggets'), ('oeuf', 'eggs'), ('painauchocolat', 'pain au chocolat'),
    ('painauxraisins', 'raisin pastries'), ('paindemie', 'sandwich bread'), ('pateatartiner', 'hazelnut spread'), ('pates', 'dry pasta'), ('pizza', 'four-cheese pizza'),
    ('poischiches', 'chickpeas'), ('pommedeterre', 'new potatoes'), ('porc', 'pork'), ('sardines', 'sardines'), ('saucissevegetale', 'plant-based sausages'),
    ('saumon', 'raw farmed salmon or trout'), ('sushis', 'sushi or maki'), ('thon', 'raw tuna'), ('tofu', 'plain tofu'), ('veau', 'veal'), ('yaourt', 'plain or Greek yogurt'),
    ('eauenbouteille', 'bottled water'), ('laitdevache', 'cow''s milk'), ('soda', 'fizzy drink'), ('soja', 'soya drink'), ('abricot', 'apricots'), ('ail', 'garlic'), ('ananas', 'pineapple'),
    ('artichaut', 'artichokes'), ('asperge', 'asparagus'), ('aubergine', 'aubergines'), ('avocat', 'avocados'), ('banane', 'bananas'), ('betterave', 'beetroot'), ('blette', 'chard'),
    ('brocoli', 'broccoli'), ('carambole', 'star fruit'), ('carotte', 'carrots'), ('cassis', 'blackcurrants'), ('celeri', 'celery'), ('cerise', 'cherries'), ('champignonmorille', 'raw morels'),
    ('chataigne', 'chestnuts'), ('chou', 'cabbage'), ('choudebruxelles', 'Brussels sprouts'), ('choufleur', 'cauliflower'), ('citron', 'lemons'), ('clementine', 'clementines'),
    ('coing', 'quinces'), ('concombre', 'cucumbers'), ('courge', 'squash'), ('courgette', 'courgettes'), ('cresson', 'watercress'), ('datte', 'dates'), ('echalote', 'shallots'),
    ('endive', 'chicory'), ('epinard', 'spinach'), ('fenouil', 'fennel'), ('figue', 'figs'), ('fraise', 'strawberries'), ('framboise', 'raspberries'), ('fruitdelapassion', 'passion fruit'),
    ('grenade', 'pomegranates'), ('groseille', 'redcurrants'), ('haricotvert', 'raw green beans'), ('kaki', 'persimmons'), ('kiwi', 'kiwis'), ('laitue', 'lettuce'), ('mache', 'lamb''s lettuce'),
    ('mais', 'sweetcorn'), ('mandarine', 'mandarins'), ('mangue', 'mangoes that came by air'), ('manguebateau', 'mangoes that came by ship'), ('melon', 'melons'), ('mure', 'blackberries'),
    ('myrtille', 'blueberries'), ('navet', 'turnips'), ('nectarine', 'nectarines'), ('noisette', 'hazelnuts'), ('noix', 'walnuts'), ('noixdecoco', 'coconuts'), ('oignon', 'onions'),
    ('orange', 'oranges'), ('pamplemousse', 'grapefruit'), ('panais', 'parsnips'), ('pasteque', 'watermelons'), ('peche', 'peaches'), ('petitpois', 'peas'), ('poire', 'pears'),
    ('poireau', 'leeks'), ('poivron', 'peppers'), ('pomme', 'apples'), ('potiron', 'pumpkin'), ('prune', 'plums'), ('radis', 'radishes'), ('raisin', 'grapes'), ('reineclaude', 'greengages'),
    ('rhubarbe', 'rhubarb'), ('salsifis', 'salsify'), ('tomate', 'tomatoes'), ('topinambour', 'Jerusalem artichokes'), ('chaudiereabois', 'log boiler'), ('chaudiereagranule', 'pellet boiler'),
    ('chauffageelectrique', 'electric boiler or convector'), ('chauffagefioul', 'oil boiler'), ('chauffagegaz', 'gas boiler'), ('poeleabois', 'log stove'), ('poeleagranule', 'pellet stove'),
    ('pompeachaleur', 'heat pump'), ('reseaudechaleur', 'district heating'), ('repasavecdulieunoir', 'a meal with saithe'), ('repasavecdupoissonblanc', 'a meal with cod'),
    ('repasavecdupoissongras', 'a meal with salmon'), ('repasavecduporc', 'a meal with pork'), ('repasavecduthon', 'a meal with tuna in oil'), ('repasavecduveau', 'a meal with veal'),
    ('chaussuresdesport', 'a pair of sports shoes'), ('chaussuresencuir', 'a pair of leather shoes'), ('chaussuresentissu', 'a pair of fabric shoes'), ('chemiseencoton', 'a cotton shirt'),
    ('chemiseenviscose', 'a viscose shirt'), ('manteau', 'a coat'), ('polo', 'a polo shirt'), ('pullenacrylique', 'an acrylic jumper'), ('pullencotonrecycle', 'a jumper of recycled cotton'),
    ('pullenlaine', 'a woollen jumper'), ('robeencoton', 'a cotton dress'), ('robeenpolyester', 'a polyester dress'), ('robeenviscose', 'a viscose dress'), ('sweatencoton', 'a cotton sweatshirt'),
    ('tshirtenpolyester', 'a polyester T-shirt'), ('vesteimpermeable', 'a waterproof jacket'), ('vestesimilicuir', 'an imitation leather jacket'), ('armoire', 'a wardrobe'),
    ('canapeconvertible', 'a sofa bed'), ('canapetextile', 'a fabric sofa'), ('chaiseenbois', 'a wooden chair'), ('lit', 'a bed'), ('tableenbois', 'a wooden table'),
    ('alimentationordinateur', 'a laptop charger'), ('alimentationsmartphone', 'a smartphone or tablet charger'), ('box', 'an internet router'), ('casquevr', 'a virtual reality headset'),
    ('clefusb', 'a USB stick'), ('disquedur', 'an external hard disk'), ('ecran', 'a computer screen'), ('enceintebluetooth', 'a smart speaker'),
    ('ordinateurfixeparticulier', 'a home desktop computer, screen not included'), ('ordinateurfixeprofessionnel', 'an office desktop computer, screen not included'), ('ssd', 'an external SSD'),
    ('tabletteclassique', 'a tablet'), ('telephonebasique', 'a basic telephone'), ('videoprojecteur', 'a video projector'), ('aspirateur', 'a vacuum cleaner'), ('bouilloire', 'a kettle'),
    ('cafetieredosette', 'a pod coffee maker'), ('cafetiereexpresso', 'an espresso machine'), ('cafetierefiltre', 'a filter coffee maker'), ('climatiseur', 'an air conditioner'),
    ('fourelectrique', 'an electric oven'), ('lavelinge', 'a washing machine'), ('lavevaisselle', 'a dishwasher'), ('microondes', 'a microwave oven'), ('refrigirateur', 'a refrigerator')
),
-- French for the labels that stand alone but not in a sentence: in the singular, with a remark in brackets, or misspelt.
french (id, said) AS (
    VALUES
    ('abricot', 'abricots'), ('artichaut', 'artichauts'), ('asperge', 'asperges'), ('aubergine', 'aubergines'), ('avocat', 'avocats'), ('banane', 'bananes'), ('betterave', 'betteraves'),
    ('blette', 'blettes'), ('boucheechocolat', 'rochers au chocolat'), ('box', 'box Internet'), ('burgerpoulet', 'burgers au poulet'), ('burgervegetarien', 'burgers végétariens'),
    ('cabillaud', 'cabillaud cru'), ('carambole', 'caramboles'), ('carotte', 'carottes'), ('cerise', 'cerises'), ('champignonmorille', 'morilles crues'), ('chataigne', 'châtaignes'),
    ('chaussonauxpommes', 'chaussons aux pommes'), ('cheeseburger', 'cheeseburgers'), ('choudebruxelles', 'choux de Bruxelles'), ('citron', 'citrons'), ('clefusb', 'clé USB'),
    ('clementine', 'clémentines'), ('coing', 'coings'), ('concombre', 'concombres'), ('cookie', 'cookies aux pépites de chocolat'), ('courge', 'courges'), ('courgette', 'courgettes'),
    ('croissant', 'croissants au beurre'), ('datte', 'dattes'), ('echalote', 'échalotes'), ('endive', 'endives'), ('epinard', 'épinards'), ('feta', 'feta de brebis'), ('figue', 'figues'),
    ('fraise', 'fraises'), ('framboise', 'framboises'), ('frites', 'frites cuites à la friteuse'), ('fromageblanc', 'fromage blanc à 0 %'), ('fruitdelapassion', 'fruits de la passion'),
    ('galettefromage', 'galettes au fromage'), ('galettevegetale', 'galettes végétales'), ('grenade', 'grenades'), ('groseille', 'groseilles'), ('haricotvert', 'haricots verts crus'),
    ('huitres', 'huîtres'), ('kaki', 'kakis'), ('kiwi', 'kiwis'), ('lentilles', 'lentilles blondes, vertes ou corail'), ('lieu', 'lieu jaune ou de colin, crus'),
    ('madeleine', 'madeleines'), ('mandarine', 'mandarines'), ('mangue', 'mangues venues par avion'), ('manguebateau', 'mangues venues par bateau'), ('melon', 'melons'),
    ('mozarella', 'mozzarella'), ('mure', 'mûres'), ('myrtille', 'myrtilles'), ('navet', 'navets'), ('nectarine', 'nectarines'), ('noisette', 'noisettes'), ('oeuf', 'œufs'),
    ('oignon', 'oignons'), ('orange', 'oranges'), ('ordinateurfixeparticulier', 'ordinateur fixe de particulier, sans écran'),
    ('ordinateurfixeprofessionnel', 'ordinateur fixe professionnel, sans écran'), ('painauchocolat', 'pains au chocolat'), ('painauxraisins', 'pains aux raisins'),
    ('pamplemousse', 'pamplemousses'), ('pasteque', 'pastèques'), ('pates', 'pâtes sèches'), ('peche', 'pêches'), ('petitpois', 'petits pois'), ('pizza', 'pizza aux quatre fromages'),
    ('poire', 'poires'), ('poireau', 'poireaux'), ('poivron', 'poivrons'), ('pomme', 'pommes'), ('pommedeterre', 'pommes de terre nouvelles'), ('prune', 'prunes'),
    ('reineclaude', 'reines-claudes'), ('saucissevegetale', 'saucisses végétales'), ('saumon', 'saumon ou de truite d''élevage, crus'), ('sushis', 'sushis ou de makis'),
    ('sweatencoton', 'sweat-shirt en coton'), ('thon', 'thon cru'), ('tomate', 'tomates'), ('topinambour', 'topinambours'), ('vestesimilicuir', 'veste en similicuir'),
    ('yaourt', 'yaourt nature ou à la grecque')
),
labels AS (
    SELECT
        raw."ID" AS id,
        trim("Nom de l'objet ou du geste") AS label,
        -- A capital stays where another follows: TGV, A/R, SSD; and in a name of its own.
        coalesce(
            french.said,
            CASE WHEN regexp_matches(label, '^\p{Lu}\p{Ll}') THEN lower(label[1]) || label[2:] ELSE label END
        ) AS noun,
        -- The h of huîtres is mute, that of haricots is not.
        CASE WHEN regexp_matches(noun, '^(?:[aeiouâéêîôœ]|huîtres)') THEN 'd''' ELSE 'de ' END || noun AS of_noun,
        CASE
            WHEN
                regexp_matches(
                    noun,
                    '^(?:alimentation|armoire|bouilloire|box|cafetière|chaise|chemise|clé|enceinte|livraison|paire|robe|table|'
                    || 'tablette|veste)(?: |$)'
                )
                THEN 'une ' ELSE 'un '
        END || noun AS a_noun,
        -- A car is its id: voiture-citadine-diesel+1 is a small diesel car with one more aboard.
        regexp_extract(raw."ID", '-([a-z]+)-', 1) AS size,
        regexp_extract(raw."ID", '(?:-|voiture)([a-z]+)(?:[+].)?$', 1) AS fuel,
        CAST(nullif(regexp_extract(raw."ID", '[+](.)$', 1), '') AS INTEGER) AS aboard
    FROM raw
    LEFT JOIN french ON french.id = raw."ID"
),
-- A parcel is named by its label: "Achat en magasin (15km en voiture, colis d'1kg)". One that reads otherwise has no name,
-- which stops the build.
parcels AS (
    SELECT
        id,
        regexp_extract(
            label, '^(.+) \((?:(à pied|[\d,]+km en voiture), )?colis d(?:e |'')(\d+)kg\)$', ['way', 'trip', 'kilograms']
        ) AS part,
        map {
            'Achat en magasin': 'a purchase in a shop', 'Click & Collect': 'a click-and-collect order',
            'Livraison à domicile': 'a home delivery', 'Livraison en point de retrait': 'a delivery to a pick-up point'
        }[part['way']]
        || ' ('
        || CASE part['trip']
            WHEN '' THEN ''
            WHEN 'à pied' THEN 'on foot, '
            ELSE replace(regexp_extract(part['trip'], '^[\d,]+'), ',', '.') || ' km by car, '
        END
        || part['kilograms'] || ' kg parcel)' AS name_en,
        map {
            'Achat en magasin': 'un achat en magasin', 'Click & Collect': 'un retrait en magasin d''un achat en ligne',
            'Livraison à domicile': 'une livraison à domicile', 'Livraison en point de retrait': 'une livraison en point de retrait'
        }[part['way']]
        || ' (' || CASE part['trip'] WHEN '' THEN '' ELSE replace(part['trip'], 'km ', ' km ') || ', ' END
        || 'colis de ' || part['kilograms'] || ' kg)' AS name_fr
    FROM labels
)
SELECT
    'ademe-impact-co2/' || lower(raw."ID") AS equivalent_id,
    -- What other sources have as well, by their name of it; and what people ask for, by a plain one.
    coalesce(map {
        'francais': 'person-year-fra', '2050': 'person-year-target-2050-fra', 'streamingvideo': 'streaming-hour',
        'rechercheweb': 'web-search', 'email': 'email', 'spam': 'spam-email', 'visioconference': 'video-call-hour',
        'telechargement': 'gigabyte-download', 'stockagedonnee': 'gigabyte-stored-year', 'friends': 'friends-series',
        'game-of-thrones': 'game-of-thrones-episode', 'harry-potter': 'harry-potter-films',
        'avion-pny': 'flight-paris-new-york', 'avion-courtcourrier': 'flight-short-haul-km-fra',
        'avion-moyencourrier': 'flight-medium-haul-km-fra', 'avion-longcourrier': 'flight-long-haul-km-fra',
        'tgv-paris-marseille': 'tgv-paris-marseille', 'tgv-paris-berlin': 'tgv-paris-berlin', 'tgv': 'tgv-km',
        'intercites': 'intercity-train-km-fra', 'ter': 'ter-km', 'rer': 'rer-km', 'metro': 'metro-km-fra',
        'tramway': 'tram-km-fra', 'busthermique': 'bus-km-fra', 'autocar': 'coach-km-fra', 'velo': 'bicycle-km',
        'veloelectrique': 'e-bike-km', 'trottinette': 'e-scooter-km', 'moto': 'motorcycle-km-fra',
        'voiturethermique': 'car-combustion-km-fra', 'voitureelectrique': 'car-bev-km-fra',
        'voiturehybride': 'car-hybrid-km-fra', 'voiture-lille-nimes': 'car-lille-nimes',
        'terre-voiture': 'car-around-the-earth', 'hotel': 'hotel-france', 'camping': 'campsite-night', 'ski': 'ski-day',
        'piscine': 'swimming-pool-filling', 'maisonneuve': 'new-house', 'numeriqueenfrancejour': 'digital-day-fra',
        'datacenterjour': 'data-centre-campus-day', 'voiturefrancaisejour': 'cars-day-fra',
        'chauffageenfrancejour': 'heating-day-fra', 'chauffagegaz': 'gas-heating-m2-year',
        'chauffagefioul': 'oil-heating-m2-year', 'chauffageelectrique': 'electric-heating-m2-year',
        'pompeachaleur': 'heat-pump-m2-year', 'smartphone': 'smartphone', 'ordinateurportable': 'laptop',
        'tabletteclassique': 'tablet', 'television': 'television', 'box': 'internet-router', 'jeans': 'jeans',
        'tshirtencoton': 't-shirt', 'chaussuresdesport': 'sports-shoes', 'lavelinge': 'washing-machine',
        'lavevaisselle': 'dishwasher', 'refrigirateur': 'refrigerator', 'repasavecduboeuf': 'meal-beef',
        'repasavecdupoulet': 'meal-chicken', 'repasvegetarien': 'meal-vegetarian', 'repasvegetalien': 'meal-vegan',
        'boeuf': 'beef-kg', 'porc': 'pork-kg', 'poulet': 'chicken-kg', 'riz': 'rice-kg', 'pates': 'pasta-kg',
        'oeuf': 'eggs-kg', 'beurre': 'butter-kg', 'baguette': 'baguette-kg', 'avocat': 'avocado-kg', 'banane': 'banana-kg',
        'cafe': 'coffee-litre', 'the': 'tea-litre', 'biere': 'beer-litre', 'vin': 'wine-litre', 'laitdevache': 'milk-litre'
    }[lower(raw."ID")], 'ademe-impact-co2/' || lower(raw."ID")) AS subject,
    "Thématique" AS category,
    -- kg -> t. Fifteen significant digits keep what the file says and drop the dust.
    CAST(printf('%.15g', CAST("kg CO2e" AS DOUBLE) / 1000) AS DOUBLE) AS emissions_t,
    coalesce(
        singles.unit,
        CASE
            WHEN "Thématique" <> 'Transport' THEN themes.unit
            -- A shared car: the figure of the car over the number aboard, which is the digit after the plus sign and one.
            WHEN contains(raw."ID", '+') THEN 'passenger_km'
            -- The car itself, of which the shared rows are a half, a third, ...; and what else is driven as a whole.
            WHEN
                regexp_full_match(
                    raw."ID",
                    'van|campingcar|moto|moto-petite|scooter|scooterelectrique|voiture(?:thermique|electrique|hybride)'
                    || '|voiture-(?:citadine|compact|berline|grandeberline)-(?:diesel|electrique|essence|hybride(?:rechargeable)?)'
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
    coalesce(
        names.name_en,
        CASE
            WHEN starts_with(raw."ID", 'voiture')
                THEN concat(
                    CASE WHEN contains(raw."ID", '+') THEN 'one passenger-kilometre ' ELSE 'one kilometre ' END,
                    'in a',
                    map {'citadine': ' small', 'compact': ' medium-sized', 'berline': ' saloon-sized', 'grandeberline': 'n SUV-sized'}[size],
                    ' ',
                    map {
                        'diesel': 'diesel', 'electrique': 'battery electric', 'essence': 'petrol', 'hybride': 'hybrid',
                        'hybriderechargeable': 'plug-in hybrid', 'thermique': 'combustion-engine'
                    }[fuel],
                    ' car',
                    ' carrying ' || ['two', 'three', 'four', 'five'][aboard],
                    ' (France)'
                )
            WHEN "Thématique" = 'Chauffage' THEN 'a year of heating one square metre (France, ' || english.noun || ')'
            WHEN "Thématique" = 'Livraison' THEN parcels.name_en
            WHEN functional_unit IN ('kg', 'litre')
                THEN 'one ' || replace(functional_unit, 'kg', 'kilogram') || ' of ' || english.noun || ' (France)'
            ELSE english.noun
        END
    ) AS name_en,
    coalesce(
        names.name_fr,
        CASE
            WHEN starts_with(raw."ID", 'voiture')
                THEN concat(
                    'un kilomètre ',
                    CASE WHEN contains(raw."ID", '+') THEN 'par personne ' END,
                    'dans un',
                    map {'citadine': 'e petite voiture', 'compact': 'e voiture', 'berline': 'e berline', 'grandeberline': ' SUV', '': 'e voiture'}[size],
                    ' ',
                    map {
                        'diesel': 'diesel', 'electrique': 'électrique', 'essence': 'à essence', 'hybride': 'hybride',
                        'hybriderechargeable': 'hybride rechargeable', 'thermique': 'thermique'
                    }[fuel],
                    CASE size WHEN 'compact' THEN ' de taille moyenne' END,
                    CASE size WHEN 'grandeberline' THEN ' partagé à ' ELSE ' partagée à ' END || ['deux', 'trois', 'quatre', 'cinq'][aboard],
                    ' (France)'
                )
            WHEN "Thématique" = 'Chauffage' THEN 'une année de chauffage d''un mètre carré (France, ' || labels.noun || ')'
            WHEN "Thématique" = 'Livraison' THEN parcels.name_fr
            WHEN functional_unit = 'kg' THEN 'un kilogramme ' || of_noun || ' (France)'
            WHEN functional_unit = 'litre' THEN 'un litre ' || of_noun || ' (France)'
            WHEN functional_unit NOT IN ('vehicle_km', 'passenger_km') THEN a_noun
        END
    ) AS name_fr,
    'FRA' AS area_id,
    -- The year of the file: the figures are of various years that it does not print.
    2026 AS year,
    'CO2e' AS gas,
    'unstated' AS gwp,
    CASE WHEN singles.id IS NULL THEN themes.boundary ELSE singles.boundary END AS boundary,
    CASE raw."ID" WHEN 'francais' THEN 'consumption' END AS accounting,
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
LEFT JOIN labels ON labels.id = raw."ID"
LEFT JOIN parcels ON parcels.id = raw."ID"
LEFT JOIN names ON names.id = raw."ID"
LEFT JOIN english ON english.id = raw."ID"
WHERE
    coalesce(raw."ID", '') NOT IN (
        -- A year of all France or of a sector of it, 4 to 624 Mt: totals of a nation, not things to count by; and the year
        -- that they are of is not printed, so that they cannot stand with the other totals either.
        'aviationcivileenfrance', 'chauffageenfrance', 'numeriqueenfrance', 'parcbovin', 'populationfrancaise',
        'voiturefrancaisean',
        -- What forests and grassland take up in a day, printed without a sign: not an emission.
        'foretenfrancejour'
    )
