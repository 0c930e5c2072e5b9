-- What operators need to know of parked records, and what they decided about them.

-- In every generation: rows of one are copied to another by a swap.
DO $$
DECLARE
    book regclass;
BEGIN
    FOR book IN
        SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relname = 'parked_events' AND c.relkind = 'r'
          AND (n.nspname = 'public' OR n.nspname ~ '^(rebuilt|previous)_[a-z_]+$')
    LOOP
        EXECUTE format('ALTER TABLE %s ADD COLUMN last_failed_at timestamptz', book);
    END LOOP;
END
$$;

-- What is parked of an aggregate, in order.
DROP INDEX parked_events_stream;
CREATE INDEX parked_events_stream
    ON parked_events (projection, stream_key, topic, "partition", "offset");

-- Records that a projection passes over for good. The audit trail has each of them: this table is
-- read from there.
CREATE TABLE skipped_events (
    projection  text NOT NULL,
    topic       text NOT NULL,
    "partition" integer NOT NULL,
    "offset"    bigint NOT NULL,
    stream_key  text NOT NULL,
    reason      text NOT NULL,
    skipped_by  text NOT NULL,
    skipped_at  timestamptz NOT NULL,
    PRIMARY KEY (projection, topic, "partition", "offset")
);

-- How far the trail has been read for them.
CREATE TABLE skips_read (
    topic       text NOT NULL,
    "partition" integer NOT NULL,
    topic_id    text NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, "partition")
);

COMMENT ON COLUMN parked_events.last_failed_at IS 'When a retry failed the last time; null when none did.';
COMMENT ON TABLE skipped_events IS 'Records that a projection passes over because an operator has said so, from the audit trail.';
COMMENT ON COLUMN skipped_events.stream_key IS 'The aggregate''s: of its later events so many versions may be missing.';
COMMENT ON TABLE skips_read IS 'The offset from which the audit trail is read on for skips.';
