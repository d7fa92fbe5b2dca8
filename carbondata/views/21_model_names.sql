-- remark_of(name): the remark on a model after a comma; a comma in parentheses is part of the name:
-- LISA (tagging, parsing), tuned.
CREATE MACRO remark_of(name) AS regexp_extract(name, '^(?:[^(,]|\([^)]*\))+, (.+)$', 1);

-- quoted_fr(model, model_fr): the name of a model in quotation marks, followed by the remark on it
-- in French: « OLMo », exécutions de mise au point. Without a French name, all of it is the name.
CREATE MACRO quoted_fr(model, model_fr) AS CASE
  WHEN coalesce(remark_of(model_fr), '') = '' THEN '« ' || coalesce(model_fr, model) || ' »'
  ELSE '« ' || model_fr[:length(model_fr) - length(remark_of(model_fr)) - 2] || ' », '
    || remark_of(model_fr)
END;

COMMENT ON MACRO remark_of IS 'The remark on a model, after its name and a comma.';
COMMENT ON MACRO quoted_fr IS 'The name of a model in French, in quotation marks, with the remark on it.';
