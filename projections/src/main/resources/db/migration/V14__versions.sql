-- Rows of another version of a projection's code are not gone on with: they are rebuilt.
-- Generations that are kept beside the live one have positions of their own.
DO $$
DECLARE
    positions regclass;
BEGIN
    FOR positions IN SELECT oid FROM pg_class WHERE relname = 'projection_positions' AND relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %s ADD COLUMN version integer NOT NULL DEFAULT 1', positions);
    END LOOP;
END
$$;

COMMENT ON COLUMN projection_positions.version IS 'The version of the projection''s code that made the rows.';
