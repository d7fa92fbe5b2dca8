-- remark_of(name): the remark on a model after a comma; a comma in parentheses or in a number is part
-- of the name: LISA (tagging, parsing), tuned.
CREATE MACRO remark_of(name) AS regexp_extract(name, '^(?:[^(,]|,[0-9]|\([^)]*\))+, (.+)$', 1);

-- sized_fr(model): the name of a model, a size in parentheses in French: GPT-3 (175 Md), Gemma 2
-- (2 Md, 9 Md et 27 Md), Megatron-LM (8,3 Md); a size that is part of the name stays: Llama 2 70B.
CREATE MACRO sized_fr(model) AS concat(split_part(model, '(', 1),
  replace(regexp_replace(regexp_replace(substr(model, length(split_part(model, '(', 1)) + 1),
    '([(]|, |et )([0-9]+)[.]([0-9]+)B\b', '\1\2,\3 Md', 'g'),
    '([(]|, |et )([0-9]+)B\b', '\1\2 Md', 'g'), ' Md/', 'B/'));

-- without_echo(name): the name of a run without repeating in its remark what it begins with:
-- training OLMo 7B, trained on A100 becomes training OLMo 7B on A100.
CREATE MACRO without_echo(name) AS regexp_replace(regexp_replace(regexp_replace(regexp_replace(name,
  '^fine-tuning (.+), supervised fine-tuning$', 'supervised fine-tuning of \1'),
  '^training (.+), (pre-training)$', '\2 \1'),
  '^post-training (.+), post-training$', 'post-training \1'),
  '^((?:fine-tun|train)ing .+), (?:trained|fine-tuned|tuning) on (.+)$', '\1 on \2');
CREATE MACRO without_echo_fr(name) AS regexp_replace(regexp_replace(regexp_replace(regexp_replace(
  name, '^l''ajustement (d.+), ajustement supervisé$', 'l''ajustement supervisé \1'),
  '^l''entraînement (d.+), préentraînement$', 'le préentraînement \1'),
  '^(le post-entraînement .+), post-entraînement$', '\1'),
  '^(l''(?:entraînement|ajustement) .+), (?:entraîné|ajusté|ajustement) sur (.+)$', '\1 sur \2');

-- remarked(name, said): a name with the remark on it in brackets, so that a verb or a grid may follow:
-- OLMo (development runs), BLOOM (176B; at the French mix).
CREATE MACRO remarked(name, said) AS CASE
  WHEN coalesce(remark_of(said), '') = '' THEN name
  ELSE regexp_replace(name, '\)$', '') || CASE WHEN name LIKE '%)' THEN '; ' ELSE ' (' END
    || replace(replace(remark_of(said), ' (', ', '), ')', '') || ')'
END;
-- unremarked(name): a name without the remark on it.
CREATE MACRO unremarked(name) AS CASE
  WHEN coalesce(remark_of(name), '') = '' THEN name
  ELSE name[:length(name) - length(remark_of(name)) - 2]
END;

COMMENT ON MACRO remark_of IS 'What is said of a model, behind its name and a comma.';
-- of_model_fr(model): the French "de" before the name of a model: de GPT-3, d'OLMo.
CREATE MACRO of_model_fr(model) AS
  CASE WHEN regexp_matches(model, '^[AEIOUÉaeiouéî]') THEN 'd''' ELSE 'de ' END || model;

-- run_said(activity, model): a run in a sentence, the remark on its model behind a comma.
CREATE MACRO run_said(activity, model) AS without_echo(CASE activity
  WHEN 'fine_tuning' THEN 'fine-tuning ' || model
  WHEN 'post_training' THEN 'post-training ' || model
  WHEN 'search' THEN model
  WHEN 'development' THEN model
  ELSE 'training ' || model
END);
CREATE MACRO run_said_fr(activity, model) AS without_echo_fr(CASE activity
  WHEN 'fine_tuning' THEN 'l''ajustement ' || of_model_fr(model)
  WHEN 'post_training' THEN 'le post-entraînement ' || of_model_fr(model)
  WHEN 'search' THEN model
  WHEN 'development' THEN model
  ELSE 'l''entraînement ' || of_model_fr(model)
END);

COMMENT ON MACRO sized_fr IS 'The name of a model, its billions of parameters as French writes them.';
COMMENT ON MACRO without_echo IS 'The name of a run whose remark does not repeat its activity.';
COMMENT ON MACRO without_echo_fr IS 'The same in French.';
COMMENT ON MACRO of_model_fr IS 'The name of a model in French, behind its "de".';
COMMENT ON MACRO remarked IS 'A name with what is said of it in brackets.';
COMMENT ON MACRO unremarked IS 'A name without what is said of it.';
COMMENT ON MACRO run_said IS 'A run in an English sentence.';
COMMENT ON MACRO run_said_fr IS 'A run in a French sentence.';
