-- model_fr(model), quoted_fr(model): the name of a model, with what is remarked of it behind a comma, in
-- French: OLMo, development runs is OLMo, exécutions de mise au point. What has no French here, and the
-- names of models that are words (Stable Diffusion), stay as they are.
CREATE MACRO remarks_fr() AS MAP {
  'supervised fine-tuning': 'ajustement supervisé', 'GPU recipe': 'recette pour GPU',
  'TPU recipe': 'recette pour TPU', 'fine-tuned on MNLI': 'ajusté sur MNLI',
  'language modelling': 'modélisation du langage',
  'as if on the US average grid': 'comme sur le réseau américain moyen', 'at the French mix': 'au mix français',
  'at the mix of its site': 'au mix de son site',
  'with idle machines and manufacture': 'avec l''attente et la fabrication des machines',
  'tuning on many tasks': 'ajustement sur de nombreuses tâches', 'evaluation of models': 'évaluation des modèles',
  'miscellaneous processes': 'tâches diverses', 'other models': 'autres modèles',
  'the whole programme that led to BLOOM': 'tout le programme qui a mené à BLOOM', 'final run': 'exécution finale',
  'all experiments': 'toutes les expériences', 'all twelve models': 'les douze modèles',
  'as first printed': 'valeur première',
  'ViT-g and the three models distilled from it': 'ViT-g et les trois modèles qui en sont distillés',
  'the whole project': 'ensemble du projet', 'whole project': 'ensemble du projet',
  'making of the data for its supervised fine-tuning': 'production des données de son ajustement supervisé',
  'all stages on top of DeepSeek-V3': 'toutes les étapes après DeepSeek-V3',
  'pre-training alone': 'préentraînement seul',
  'architecture search, as run': 'recherche d''architecture, telle qu''exécutée',
  'architecture search, on TPU': 'recherche d''architecture, sur TPU',
  'architecture search, scaled to GPUs': 'recherche d''architecture, transposée aux GPU',
  '600 billion tokens': '600 milliards de jetons', 'first 280 billion tokens': 'les 280 premiers milliards de jetons',
  'preliminary experiments': 'expériences préliminaires',
  'tuned for a new dataset': 'réglé pour un nouveau jeu de données',
  'whole research and development': 'recherche et développement compris',
  'the whole development of all sizes': 'tout le développement, toutes tailles', 'pre-training': 'préentraînement',
  'post-training': 'post-entraînement',
  'pre-training of all sizes and fine-tuning': 'préentraînement de toutes les tailles et ajustement',
  'all four sizes': 'les quatre tailles', 'all three sizes': 'les trois tailles', 'both sizes': 'les deux tailles',
  'adapted to quantisation (QLoRA)': 'adapté à la quantification (QLoRA)', 'text models': 'modèles de texte',
  'as in the GitHub card': 'selon la fiche de GitHub', 'Scout and Maverick': 'Scout et Maverick',
  'training and eighteen months of use': 'entraînement et dix-huit mois d''utilisation',
  'all experiments and training': 'toutes les expériences et l''entraînement', 'trained on A100': 'entraîné sur A100',
  'trained on LUMI': 'entraîné sur LUMI',
  'OLMoE and OLMo 2, final trainings': 'OLMoE et OLMo 2, entraînements finaux',
  'development runs': 'exécutions de mise au point',
  'development runs of 13B models': 'exécutions de mise au point de modèles 13B',
  'development runs of 7B models': 'exécutions de mise au point de modèles 7B',
  'development runs of mixture-of-experts models': 'exécutions de mise au point de modèles à mélange d''experts',
  'development runs of models under 1B': 'exécutions de mise au point de modèles de moins de 1B',
  'hardware, development and final trainings': 'matériel, mise au point et entraînements finaux',
  'all final trainings': 'tous les entraînements finaux',
  'the whole development process': 'tout le processus de développement',
  'final model of faces (FFHQ)': 'modèle final de visages (FFHQ)', 'first 13 %': 'les 13 premiers pour cent',
  'if trained to the end': 's''il était entraîné jusqu''au bout'
};

CREATE MACRO bases_fr() AS MAP {
  'LISA (NLP pipeline: tagging, parsing, semantic role labelling)':
    'LISA (chaîne de traitement du langage : étiquetage, analyse syntaxique, rôles sémantiques)',
  'Transformer of 6.1 billion parameters': 'Transformer de 6,1 milliards de paramètres',
  'DeepSeek-R1-Zero and DeepSeek-R1': 'DeepSeek-R1-Zero et DeepSeek-R1',
  'GPT-NeoX-20B with its trials and evaluation': 'GPT-NeoX-20B avec ses essais et son évaluation',
  'BigScience 104B model': 'BigScience 104B', 'BigScience 13B model': 'BigScience 13B',
  'BigScience 1B models': 'BigScience 1B (plusieurs modèles)',
  'BLOOM-7B1 (the 6B model of BigScience)': 'BLOOM-7B1 (le modèle 6B de BigScience)',
  'Gemma 1 (2B and 7B)': 'Gemma 1 (2B et 7B)', 'Gemma 2 (2B, 9B and 27B)': 'Gemma 2 (2B, 9B et 27B)',
  'Gemma 3 (all sizes)': 'Gemma 3 (toutes tailles)', 'OLMo 1B (3T tokens)': 'OLMo 1B (3 000 milliards de jetons)',
  'OLMoE 0924 (1B active, 7B total)': 'OLMoE 0924 (1B actifs, 7B au total)',
  'DeepSeek-V3 (671B, 37B active)': 'DeepSeek-V3 (671B, 37B actifs)',
  'gpt-oss-120b-Eagle3-v2 (draft model)': 'gpt-oss-120b-Eagle3-v2 (modèle d''ébauche)'
};

-- A comma in brackets is no end of the name: LISA (tagging, parsing), tuned.
CREATE MACRO remark_of(model) AS
  regexp_extract(model, '^(?:[^(,]|\([^)]*\))+, (.+)$', 1);
CREATE MACRO remark_fr(model) AS remarks_fr()[remark_of(model)];
CREATE MACRO base_fr(model) AS
  coalesce(
    bases_fr()[CASE WHEN remark_fr(model) IS NULL THEN model
      ELSE model[:length(model) - length(remark_of(model)) - 2] END],
    regexp_replace(
      CASE WHEN remark_fr(model) IS NULL THEN model
        ELSE model[:length(model) - length(remark_of(model)) - 2] END,
      ' on (MNIST|ImageNet)$', ' sur \1'));
CREATE MACRO model_fr(model) AS concat_ws(', ', base_fr(model), remark_fr(model));
CREATE MACRO quoted_fr(model) AS concat_ws(', ', '« ' || base_fr(model) || ' »', remark_fr(model));

COMMENT ON MACRO remarks_fr IS 'What is remarked of models, in French.';
COMMENT ON MACRO bases_fr IS 'Names of models that hold English words, in French.';
COMMENT ON MACRO remark_of IS 'What is remarked of a model, behind its name.';
COMMENT ON MACRO remark_fr IS 'The same in French; null where there is none.';
COMMENT ON MACRO base_fr IS 'The name of a model without the remark, in French.';
COMMENT ON MACRO model_fr IS 'The name of a model with its remark, in French.';
COMMENT ON MACRO quoted_fr IS 'The same with the name in quotation marks.';
