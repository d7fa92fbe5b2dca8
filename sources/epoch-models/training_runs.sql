-- One row: the training of one AI model, with the energy that follows from Epoch AI's power and time.
-- raw: one row per notable model since 1950; power in W, time in hours, whole numbers printed as 1024.0. Of 1036 models 215 have
-- a power, 239 a time and 148 both; only these are rows, less one that is there twice.
--
-- The energy is ours: power times time. The power is Epoch's model: the chips' rated power, times about 1.8 for the servers
-- around them (not for a single chip), times a factor that falls with the date of publication from 1.16 (2015) to 1.09 (2023):
-- cooling and distribution, for Epoch counts servers, cooling and other equipment (epoch.ai/data-insights/power-usage-trend).
-- So PUE is inside, the scope is the facility, and `power_w`, which has PUE outside, stays empty. No chip draws its rated power
-- all the time, which is one reason why these energies are high.
SELECT
    -- The model's name in lower case, what is not a letter or digit as a hyphen. No two collide; two that did
    -- would stop the build, and would then be told apart here by name.
    'epoch-models/' || trim(
        regexp_replace(replace(strip_accents(lower("Model")), 'σ', 'sigma'), '[^a-z0-9]+', '-', 'g'), '-'
    ) AS run_id,
    coalesce(
        -- What other sources have as well, by their name of it. A name is here where the hours are those of the same
        -- training: those of StarCoder are of StarCoderBase, those of Stable Diffusion of version 1, and StyleGAN2 is the
        -- model of faces. Olmo 3 is not, under its short name: the hours run from its start to Think 32B.
        map {
            'BloombergGPT': 'bloomberggpt-50b', 'GLaM': 'glam-64b-64e', 'GPT-3 175B (davinci)': 'gpt-3-175b',
            'GPT-4 (Mar 2023)': 'gpt-4', 'LaMDA': 'lamda-137b', 'Olmo 3': 'olmo-3-32b-start-to-think',
            'Segment Anything Model': 'sam-vit-h', 'Stable Diffusion (LDM-KL-8-G)': 'stable-diffusion-1',
            'StarCoder': 'starcoderbase', 'StyleGAN2': 'stylegan2-ffhq', 'Switch': 'switch-transformer',
            'Transformer': 'transformer-big'
        }[trim("Model", E' \n')],
        -- As others write it too, for many: BLOOM-176B, Falcon-180B, GLM-130B, GPT-NeoX-20B, Gopher (280B), LLaMA-65B,
        -- Llama 2-70B, Llama 3.1-405B, Meena, OPT-175B, PaLM (540B), T5-11B. A version keeps its dot.
        trim(regexp_replace(replace(strip_accents(lower("Model")), 'σ', 'sigma'), '[^a-z0-9.]+', '-', 'g'), '-')
    ) AS subject,
    trim("Model", E' \n') AS model,
    replace("Organization", ',', ', ') AS organisation,
    'training' AS activity,
    -- Of the publication, which may be a year, a month or a day.
    CAST(left("Publication date", 4) AS BIGINT) AS year,
    CAST(CAST("Parameters" AS DOUBLE) AS BIGINT) AS parameters,
    -- Epoch's estimate for most: counted from parameters and data, or hardware x time x utilisation. Where there is a base
    -- model it may hold that one's training too. The size of the data stays out: tokens for some, images or words for others.
    CAST("Training compute (FLOP)" AS DOUBLE) AS training_flop,
    "Training hardware" AS hardware,
    CAST(CAST("Hardware quantity" AS DOUBLE) AS BIGINT) AS accelerators,
    CAST("Training time (hours)" AS DOUBLE) AS duration_h,
    -- W * h -> kWh
    CAST("Training power draw (W)" AS DOUBLE) * CAST("Training time (hours)" AS DOUBLE) / 1000 AS energy_kwh,
    'multiplied' AS energy_figure,
    'facility' AS energy_scope,
    'derived' AS method,
    'current' AS status,
    'row ' || trim("Model", E' \n') || ', columns Training power draw (W), Training time (hours)' AS locator,
    true AS verified,
    'copy' AS evidence,
    "Training power draw (W)" || ' W, ' || "Training time (hours)" || ' h' AS printed,
    'Power as modelled by Epoch AI (rated power of the chips, servers, PUE) times its hours; the product is ours. '
    || 'Where the energy was published, this is 1.4 to 3.4 times as high: never a default.'
    -- A base model may mean a short training on top of a long one (Flan-PaLM), or one training among several.
    || coalesce(
        ' Epoch AI names a base model, ' || trim("Base model", E' \n') || '; whether the hours hold its training is not said.', ''
    ) AS note
FROM raw
WHERE
    "Training power draw (W)" IS NOT NULL
    AND "Training time (hours)" IS NOT NULL
    -- The update of GPT-4 (Mar 2023), with the hours and the hardware of the same one training: 45 GWh counted again.
    AND coalesce("Model", '') NOT IN ('GPT-4 (Jun 2023)')
