-- words_of(given): the words of a text, without case and accents, and its parts of letters and
-- digits joined (gpt-3 is gpt, 3 and gpt3).
CREATE MACRO words_of(given) AS list_distinct(list_concat(
  [word_ FOR word_ IN regexp_split_to_array(strip_accents(lower(given)), '[^a-z0-9]+')
    IF word_ <> ''],
  [regexp_replace(word_, '[^a-z0-9]', '', 'g')
    FOR word_ IN regexp_split_to_array(strip_accents(lower(given)), '[^a-z0-9.-]+')
    IF regexp_matches(word_, '[a-z0-9][.-][a-z0-9]')]));

COMMENT ON MACRO words_of IS 'The words of a text, without case and accents.';
