-- Who did what, and how it ended, appended from audit.events; partitioned by the month (UTC).
CREATE TABLE audit_logs (
    id             uuid NOT NULL,
    user_id        uuid,
    actor_kind     varchar(16) NOT NULL,
    actor_id       text NOT NULL,
    action         varchar(64) NOT NULL,
    resource_type  varchar(64) NOT NULL,
    resource_id    varchar(64),
    ip_address     inet,
    user_agent     varchar(500),
    status         varchar(16) NOT NULL,
    code           varchar(64),
    details        text,
    error_message  text,
    correlation_id uuid NOT NULL,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

-- The guide's indexes on user_id and action: composite indexes with the column first serve every
-- search by the column alone, and these also serve the newest records of a user or an action.
CREATE INDEX audit_logs_user_newest ON audit_logs (user_id, created_at DESC, id DESC);
CREATE INDEX audit_logs_action_newest ON audit_logs (action, created_at DESC);
CREATE INDEX audit_logs_created_at ON audit_logs (created_at);

-- Makes the partition exist that holds an instant. The projector calls it before it appends the
-- first record of a month, so that no calendar job is needed.
--
-- The partition is created apart and then attached, because attaching lets readers of the other
-- months go on. The lock makes two callers of the same month take turns.
CREATE FUNCTION ensure_audit_month(instant timestamptz) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    first_day timestamp := date_trunc('month', instant AT TIME ZONE 'UTC');
    next_month timestamp := first_day + interval '1 month';
    month_name text := 'audit_logs_' || to_char(first_day, 'YYYY_MM');
BEGIN
    IF to_regclass('public.' || month_name) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_audit_month'), hashtext(month_name));
    IF to_regclass('public.' || month_name) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE public.%I (LIKE public.audit_logs INCLUDING ALL)', month_name);
    EXECUTE format(
        'ALTER TABLE public.audit_logs ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
        month_name, first_day AT TIME ZONE 'UTC', next_month AT TIME ZONE 'UTC');
END
$$;

REVOKE ALL ON FUNCTION ensure_audit_month(timestamptz) FROM PUBLIC;

COMMENT ON TABLE audit_logs IS 'The audit trail, appended from audit.events. Disposable: rebuilt from the log.';
COMMENT ON COLUMN audit_logs.user_id IS 'Whose data it concerned; null where that is unknown.';
COMMENT ON COLUMN audit_logs.status IS 'success or failure.';
COMMENT ON COLUMN audit_logs.code IS 'Why the action was refused; null on success.';
COMMENT ON COLUMN audit_logs.correlation_id IS 'The same for everything that one request set in motion.';
COMMENT ON FUNCTION ensure_audit_month(timestamptz) IS 'Creates the partition of audit_logs for the month (UTC) of an instant, if it is missing.';
