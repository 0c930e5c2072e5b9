-- One row for each key that was ever issued to a program, folded from auth.events.
CREATE TABLE api_keys (
    id          uuid PRIMARY KEY,
    label       varchar(100) NOT NULL,
    role        varchar(20) NOT NULL,
    secret_hash varchar(64) NOT NULL,
    issued_by   varchar(100) NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz,
    revoked_at  timestamptz,
    version     bigint NOT NULL
);

CREATE INDEX api_keys_newest ON api_keys (created_at DESC, id DESC);

COMMENT ON TABLE api_keys IS 'Keys of programs, a fold of auth.events. Disposable: rebuilt from the log.';
COMMENT ON COLUMN api_keys.secret_hash IS 'SHA-256, in hex, of a secret of 256 random bits, which is kept nowhere.';
COMMENT ON COLUMN api_keys.issued_by IS 'Id of the operator.';
COMMENT ON COLUMN api_keys.expires_at IS 'When it ends by itself; null when it does not.';
COMMENT ON COLUMN api_keys.revoked_at IS 'When it was revoked; null when it was not.';
COMMENT ON COLUMN api_keys.version IS 'Version of the key''s last event that is in the row.';
