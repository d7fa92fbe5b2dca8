-- severity(outcome), verdict(gravest): an outcome as a comparable number, and back.
CREATE MACRO severity(outcome) AS list_position(['ok', 'note', 'caution', 'refuse'], outcome);
CREATE MACRO verdict(gravest) AS ['ok', 'note', 'caution', 'refuse'][gravest];

COMMENT ON MACRO severity IS 'An outcome as a number: ok 1, note 2, caution 3, refuse 4.';
COMMENT ON MACRO verdict IS 'That number as an outcome.';
