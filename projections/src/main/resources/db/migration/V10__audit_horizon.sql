-- From which month on the audit trail is kept; no row: from its beginning. Whole months before it are
-- dropped from the projection, never from the log, so the rows cannot tell: a fold of the log has to
-- know, lest it bring them back. For the same reason this table outlives the others when they are
-- removed to be folded anew.
CREATE TABLE IF NOT EXISTS audit_horizon (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    kept_from  date NOT NULL CHECK (extract(day FROM kept_from) = 1),
    dropped_at timestamptz NOT NULL,
    dropped_by text NOT NULL
);

REVOKE INSERT, UPDATE, DELETE ON audit_horizon FROM cogniscribe_projector;

COMMENT ON TABLE audit_horizon IS 'How far back the audit trail goes; at most one row. The one thing here that no log gives again.';
COMMENT ON COLUMN audit_horizon.kept_from IS 'First day of the first month (UTC) that is kept. It only ever moves forward.';
COMMENT ON COLUMN audit_horizon.dropped_by IS 'Who dropped the months before, as they named themselves.';

-- As before, but not for months that were dropped. Whoever drops months holds the lock alone; whoever
-- writes rows shares it until the end of the transaction, and so may trust in the horizon meanwhile.
CREATE OR REPLACE FUNCTION ensure_audit_month(instant timestamptz) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    first_day timestamp := date_trunc('month', instant AT TIME ZONE 'UTC');
    next_month timestamp := first_day + interval '1 month';
    month_name text := 'audit_logs_' || to_char(first_day, 'YYYY_MM');
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('audit_horizon'));
    IF EXISTS (SELECT FROM public.audit_horizon WHERE kept_from > first_day)
            OR to_regclass('public.' || month_name) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_audit_month'), hashtext(month_name));
    IF to_regclass('public.' || month_name) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE public.%I (LIKE public.audit_logs INCLUDING ALL)', month_name);
    EXECUTE format(
        'REVOKE ALL ON public.%I FROM cogniscribe_projector, cogniscribe_query', month_name);
    EXECUTE format(
        'ALTER TABLE public.audit_logs ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
        month_name, first_day AT TIME ZONE 'UTC', next_month AT TIME ZONE 'UTC');
END
$$;
