-- little_words(): uninformative words in English and French, except those that are the code of a
-- place (AND is Andorra).
CREATE MACRO little_words() AS [
  'a', 'an', 'the', 'of', 'in', 'on', 'at', 'to', 'by', 'for', 'from', 'with', 's',
  'le', 'la', 'les', 'l', 'un', 'une', 'de', 'du', 'des', 'd', 'en', 'et', 'au', 'aux', 'dans',
  'avec', 'pour'];

-- words_of(given): the words of a text, without case and accents, also with their letters and
-- digits joined (gpt-3 gives gpt, 3 and gpt3).
CREATE MACRO words_of(given) AS list_distinct(list_concat(
  [word_ FOR word_ IN regexp_split_to_array(strip_accents(lower(given)), '[^a-z0-9]+')
    IF word_ <> ''],
  [regexp_replace(word_, '[^a-z0-9]', '', 'g')
    FOR word_ IN regexp_split_to_array(strip_accents(lower(given)), '[^a-z0-9.-]+')
    IF regexp_matches(word_, '[a-z0-9][.-][a-z0-9]')]));

-- telling_words(given): the words of a text but for little ones. With its accent a word is another:
-- thé is not the.
CREATE MACRO telling_words(given) AS [word_ FOR word_ IN words_of(given)
  IF NOT list_contains(list_intersect(
    little_words(), regexp_split_to_array(lower(given), '[^\pL\pM\pN]+')), word_)];

COMMENT ON MACRO telling_words IS 'The words of a text but for uninformative ones.';
COMMENT ON MACRO little_words IS 'Uninformative words.';
COMMENT ON MACRO words_of IS 'The words of a text, without case and accents.';
