-- A rebuild fills tables like these in a schema of their own, and swaps them in. Each such set is a
-- generation; the live one is in public.
CREATE TABLE generations (
    projection  text NOT NULL,
    schema      text NOT NULL,
    version     integer NOT NULL,
    state       text NOT NULL,
    events      bigint,
    fold_millis bigint,
    begun_at    timestamptz NOT NULL,
    swapped_at  timestamptz,
    PRIMARY KEY (projection, schema)
);

-- Whoever advances a position says of which generation he takes the rows to be.
ALTER TABLE projection_positions ADD COLUMN generation integer NOT NULL DEFAULT 0;

-- As before, but in whichever generation of the trail.
DROP FUNCTION ensure_audit_month(timestamptz);
CREATE FUNCTION ensure_audit_month(instant timestamptz, generation name DEFAULT 'public') RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    first_day timestamp := date_trunc('month', instant AT TIME ZONE 'UTC');
    next_month timestamp := first_day + interval '1 month';
    month_name text := 'audit_logs_' || to_char(first_day, 'YYYY_MM');
    trail text := format('%I.audit_logs', generation);
    month text := format('%I.%I', generation, month_name);
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('audit_horizon'));
    IF EXISTS (SELECT FROM public.audit_horizon WHERE kept_from > first_day)
            OR to_regclass(month) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_audit_month'), hashtext(month));
    -- By a look into the catalogue itself: what is remembered of it may be older than the lock.
    IF EXISTS (
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = generation AND c.relname = month_name
    ) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING ALL)', month, trail);
    EXECUTE format('REVOKE ALL ON %s FROM cogniscribe_projector, cogniscribe_query', month);
    EXECUTE format(
        'ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)',
        trail, month, first_day AT TIME ZONE 'UTC', next_month AT TIME ZONE 'UTC');
END
$$;

REVOKE ALL ON FUNCTION ensure_audit_month(timestamptz, name) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_audit_month(timestamptz, name) TO cogniscribe_projector;

COMMENT ON TABLE generations IS 'What made each generation of a projection''s tables, and how fast.';
COMMENT ON COLUMN generations.version IS 'The version of the projection''s code.';
COMMENT ON COLUMN generations.state IS 'loading, or loaded: then it can be followed, compared and swapped in.';
COMMENT ON COLUMN generations.events IS 'How many offsets the load has read.';
COMMENT ON COLUMN projection_positions.generation IS 'Counts the swaps of the rows that the position belongs to.';
COMMENT ON FUNCTION ensure_audit_month(timestamptz, name) IS 'Creates the partition of a generation''s audit_logs for the month (UTC) of an instant, if it is missing and not dropped for good.';
