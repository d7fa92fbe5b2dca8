-- calls_again: the rows whose id other rows have too. Of one call the row with the longest answer
-- counts: a stream is written again and again as it grows, and files overlap.
SELECT * REPLACE (coalesce(reason,
    CASE WHEN row_number() OVER (PARTITION BY call_hash, reason IS NULL ORDER BY tokens_out DESC, tokens_in DESC) > 1
      THEN 'duplicate_call' END) AS reason)
FROM calls_read WHERE call_hash IN (FROM repeated_calls)
