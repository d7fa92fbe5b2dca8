-- remark_of(name): what is said of a model behind a comma; a comma in brackets is no end of its name:
-- LISA (tagging, parsing), tuned.
CREATE MACRO remark_of(name) AS regexp_extract(name, '^(?:[^(,]|\([^)]*\))+, (.+)$', 1);

-- quoted_fr(model, model_fr): the name of a model in quotation marks, and outside them what is said of it
-- in French: « OLMo », exécutions de mise au point. What has no French is a name as a whole.
CREATE MACRO quoted_fr(model, model_fr) AS CASE
  WHEN coalesce(remark_of(model_fr), '') = '' THEN '« ' || coalesce(model_fr, model) || ' »'
  ELSE '« ' || model_fr[:length(model_fr) - length(remark_of(model_fr)) - 2] || ' », '
    || remark_of(model_fr)
END;

COMMENT ON MACRO remark_of IS 'What is said of a model, behind its name and a comma.';
COMMENT ON MACRO quoted_fr IS 'The name of a model in French, in quotation marks, with what is said of it.';
