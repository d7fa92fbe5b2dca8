-- remark_of(name): the remark on a model after a comma; a comma in parentheses is part of the name:
-- LISA (tagging, parsing), tuned.
CREATE MACRO remark_of(name) AS regexp_extract(name, '^(?:[^(,]|\([^)]*\))+, (.+)$', 1);

-- sized_fr(model): the name of a model, a size in parentheses in French: GPT-3 (175 Md), Gemma 2
-- (2 Md, 9 Md et 27 Md), Megatron-LM (8,3 Md); a size that is part of the name stays: Llama 2 70B.
CREATE MACRO sized_fr(model) AS concat(split_part(model, '(', 1),
  regexp_replace(regexp_replace(substr(model, length(split_part(model, '(', 1)) + 1),
    '\b([0-9]+)[.]([0-9]+)B\b', '\1,\2 Md', 'g'), '\b([0-9]+)B\b', '\1 Md', 'g'));

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

-- quoted_fr(model, model_fr): the name of a model; with a remark in French it stands in quotation marks,
-- the remark outside them: « OLMo », exécutions de mise au point.
CREATE MACRO quoted_fr(model, model_fr) AS CASE
  WHEN coalesce(remark_of(model_fr), '') = '' THEN sized_fr(coalesce(model_fr, model))
  ELSE '« ' || model_fr[:length(model_fr) - length(remark_of(model_fr)) - 2] || ' », '
    || remark_of(model_fr)
END;

COMMENT ON MACRO remark_of IS 'What is said of a model, behind its name and a comma.';
-- of_model_fr(model, model_fr): the French "de" before the name of a model: de GPT-3, d'OLMo.
CREATE MACRO of_model_fr(model, model_fr) AS CASE
  WHEN regexp_matches(quoted_fr(model, model_fr), '^(« )?[AEIOÉaeioé]') THEN 'd''' ELSE 'de '
END || quoted_fr(model, model_fr);

COMMENT ON MACRO sized_fr IS 'The name of a model, its billions of parameters as French writes them.';
COMMENT ON MACRO without_echo IS 'The name of a run whose remark does not repeat its activity.';
COMMENT ON MACRO without_echo_fr IS 'The same in French.';
COMMENT ON MACRO of_model_fr IS 'The name of a model in French, behind its "de".';
COMMENT ON MACRO quoted_fr IS 'The name of a model in French, with what is said of it.';
