-- Who may do what. Whoever runs the migrations owns the tables; the services are given no more than
-- they need. Roles belong to the whole server: another of its databases may have them already, or
-- an administrator who made them. They cannot log in before somebody gives them a password.
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['cogniscribe_projector', 'cogniscribe_query'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN
                    NULL; -- Another database of the server was faster.
                WHEN insufficient_privilege THEN
                    RAISE EXCEPTION 'there is no role %, and % may not create it: create it, or grant CREATEROLE',
                        role_name, current_user;
            END;
        END IF;
    END LOOP;
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO cogniscribe_projector, cogniscribe_query;

-- The rule, for the tables of today and for those of later migrations.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO cogniscribe_projector;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO cogniscribe_query;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO cogniscribe_projector;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT ON TABLES TO cogniscribe_query;

-- And what is narrower than the rule. Nobody who serves reads has any business with passwords. A
-- column that is added to this table is not read before it is granted here, too.
REVOKE ALL ON users FROM cogniscribe_query;
GRANT SELECT (id, username, email, roles, is_active, version, created_at, updated_at,
    username_since, email_since) ON users TO cogniscribe_query;

-- The trail is appended to and read, by way of the whole table alone: a partition that could be
-- written to by its own name would be a way around.
REVOKE UPDATE, DELETE ON audit_logs FROM cogniscribe_projector;
DO $$
DECLARE
    narrowed regclass;
BEGIN
    FOR narrowed IN
        SELECT inhrelid FROM pg_inherits WHERE inhparent = 'public.audit_logs'::regclass
        UNION ALL
        SELECT to_regclass('public.flyway_schema_history')
        WHERE to_regclass('public.flyway_schema_history') IS NOT NULL
    LOOP
        EXECUTE format('REVOKE ALL ON %s FROM cogniscribe_projector, cogniscribe_query', narrowed);
    END LOOP;
END
$$;

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
    IF to_regclass('public.' || month_name) IS NOT NULL THEN
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

GRANT EXECUTE ON FUNCTION ensure_audit_month(timestamptz) TO cogniscribe_projector;
