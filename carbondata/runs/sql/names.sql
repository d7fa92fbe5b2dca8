-- Names of places and of runs, however tools write them.
-- The names of places, folded: without case, accents, spaces and punctuation; null if nothing is left.
CREATE OR REPLACE TEMP MACRO folded(x) AS
  nullif(translate(lower(strip_accents(x)), ' -_''’.,()&', ''), '');
-- The same without an article before it: the UK, la Suède, l'Allemagne.
CREATE OR REPLACE TEMP MACRO bare_name(x) AS
  folded(regexp_replace(x, '^ *(?:(?:the|les?|la|du|des) +|l[''’])', '', 'i'));
-- A lost value that a tool or a spreadsheet wrote as a word.
CREATE OR REPLACE TEMP MACRO stated(x) AS
  CASE WHEN lower(trim(x)) NOT IN ('', 'nan', '-nan', 'nat', 'none', 'null', '(null)', '\n', 'nil', 'n/a',
    'n.a.', 'na', '<na>', '#n/a', '#na', 'undefined', 'unknown', '?', '-', '--') THEN trim(x) END;
-- The name of a row that adds up others, or is their mean, as spreadsheets and margins of pandas have it.
CREATE OR REPLACE TEMP MACRO is_of_rows(x) AS length(x) < 30 AND regexp_full_match(trim(x),
  '(?:grand[ _-]|sub[ _-]?)?(?:totals?|sum|mean|average|avg|median|overall|somme|moyenne|summe|gesamt)(?:[ _-](?:of|energy|all|général|general)\b.*| ?\(.*\))?:?',
  'i');
-- The name of a run, however it is written: 1.0 is 1, {A1B2...} is a1b2-...; without spaces, quotation
-- marks and signs that nobody sees around it, and with its accents in one form. Only an odd one changes.
CREATE OR REPLACE TEMP MACRO seen(x) AS
  nfc_normalize(regexp_replace(x, '^[\s\pZ\p{Cf}''"]+|[\s\pZ\p{Cf}''"]+$', '', 'g'));
CREATE OR REPLACE TEMP MACRO known_by(x) AS CASE
  WHEN length(seen(x)) IN (32, 36, 38, 45) AND NOT (length(x) = 36 AND x = lower(x)) AND regexp_full_match(seen(x),
    '(?:urn:uuid:)?\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?', 'i')
    THEN regexp_replace(regexp_replace(lower(seen(x)), 'urn:uuid:|[^0-9a-f]', '', 'g'),
      '^(.{8})(.{4})(.{4})(.{4})', '\1-\2-\3-\4-')
  WHEN contains(x, '.0') THEN regexp_replace(stated(seen(x)), '^(\d+)\.0+$', '\1')
  ELSE seen(x) END;
-- Before the hyphen are the spaces and the marks that may begin a name.
CREATE OR REPLACE TEMP MACRO is_odd(x) AS
  length(x) IN (32, 38, 45) OR (length(x) = 36 AND x <> lower(x)) OR contains(x, '.0')
  OR x < '-' OR x[-1] < '-' OR strlen(x) <> length(x);
