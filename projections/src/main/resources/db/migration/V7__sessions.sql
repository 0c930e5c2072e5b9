-- One row for each session that was ever opened, folded from auth.events.
CREATE TABLE sessions (
    id             uuid PRIMARY KEY,
    user_id        uuid NOT NULL,
    client_address inet,
    user_agent     varchar(500),
    opened_at      timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    closed_at      timestamptz
);

CREATE INDEX sessions_user_newest ON sessions (user_id, opened_at DESC);

-- A position moves with events only. Whoever has to know that there was nothing to read, and not
-- nobody who reads, looks at the beat.
ALTER TABLE projection_positions ADD COLUMN beat_at timestamptz;

COMMENT ON TABLE sessions IS 'Sessions, a fold of auth.events. Disposable: rebuilt from the log.';
COMMENT ON COLUMN sessions.expires_at IS 'When it ends by itself.';
COMMENT ON COLUMN sessions.closed_at IS 'When it was ended before its time; null when it was not.';
COMMENT ON COLUMN projection_positions.beat_at IS 'When everything committed a second before was known to be in the rows; null for projections of which nobody asks it.';
