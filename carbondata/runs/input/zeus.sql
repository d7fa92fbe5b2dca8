-- A window of Zeus's monitor, from its log (ZeusMonitor(log_file=...)). Every cell is text.
-- gpu0_energy ...  J of each GPU that was watched, so an accelerator's
-- start_time       seconds since 1970; elapsed_time is in seconds
-- A window may lie within another (the steps of an epoch), and is a part of it then; of two that
-- only overlap the later one is not counted.
WITH cells AS (
  SELECT *,
    TRY_CAST(start_time AS DOUBLE) AS begin_at,
    TRY_CAST(elapsed_time AS DOUBLE) AS seconds,
    list_value(*COLUMNS('^gpu\d+_energy$')) AS energies
  FROM raw
), summed AS (
  SELECT *,
    list_transform(list_filter(energies, lambda x: x IS NOT NULL), lambda x: TRY_CAST(x AS DOUBLE))
      AS joules,
    max(begin_at + seconds) OVER (PARTITION BY file_number ORDER BY begin_at, seconds DESC, row
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before_end
  FROM cells
), windows AS (
  SELECT *,
    max(CASE WHEN is_outer THEN {'at': begin_at, 'end_at': begin_at + seconds,
      'text': printf('%.3f/%.3f/%.3f', begin_at, seconds, list_sum(joules))} END)
      OVER (PARTITION BY file_number ORDER BY begin_at, seconds DESC, row ROWS UNBOUNDED PRECEDING)
      AS outermost,
    max(len(joules)) OVER (PARTITION BY file_number) AS gpus
  -- To a thousandth of a second.
  FROM (SELECT *, before_end IS NULL OR begin_at >= before_end - 0.001 AS is_outer FROM summed)
)
SELECT
  'zeus' AS tool,
  window_name AS run_id,
  -- To the digits that a spreadsheet keeps; ranks that began together differ in their energy.
  CASE WHEN begin_at + seconds IS NOT NULL THEN 'zeus/' || outermost.text END AS run_name,
  CASE WHEN NOT is_outer THEN window_name || '/' || start_time END AS part,
  CASE WHEN len(joules) > 0 THEN list_sum(joules) / 3.6e6 END AS energy_kwh,
  'accelerator' AS energy_scope,
  CASE WHEN abs(begin_at) < 1e11
    THEN strftime(make_timestamp(CAST(begin_at * 1000000 AS BIGINT)), '%Y-%m-%d %H:%M:%S.%fZ')
    ELSE start_time END AS begin_text,
  seconds AS duration_s,
  CASE
    WHEN list_contains(list_transform(joules, lambda x: x IS NULL), true) THEN 'energy_not_a_number'
    WHEN list_min(joules) < 0 THEN 'energy_negative'
    WHEN len(joules) < gpus THEN 'energy_missing'
    WHEN elapsed_time IS NOT NULL AND seconds IS NULL THEN 'duration_not_a_number'
    WHEN start_time IS NOT NULL AND begin_at IS NULL THEN 'time_unreadable'
    WHEN NOT is_outer AND begin_at + seconds > outermost.end_at + 0.001 THEN 'windows_overlap'
  END AS unread,
  * EXCLUDE (window_name, begin_at, seconds, energies, joules, before_end, is_outer, outermost, gpus)
FROM windows
