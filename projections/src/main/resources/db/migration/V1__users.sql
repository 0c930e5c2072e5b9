-- One row for each registered account, folded from auth.events.
--
-- The log's partitions have no mutual order: a name that one account gave up and another took may
-- arrive the other way round. So both names are nullable, and whoever took a name later keeps it.
CREATE TABLE users (
    id              uuid PRIMARY KEY,
    username        varchar(50) UNIQUE,
    email           varchar(255) UNIQUE,
    hashed_password text NOT NULL,
    roles           text[] NOT NULL,
    is_active       boolean NOT NULL,
    version         bigint NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);

-- The guide's indexes on users.username and users.email are those of the two UNIQUE constraints.

COMMENT ON TABLE users IS 'Accounts, a fold of auth.events. Disposable: rebuilt from the log.';
COMMENT ON COLUMN users.username IS 'Null when another account has taken the name since.';
COMMENT ON COLUMN users.email IS 'Null when another account has taken the address since.';
COMMENT ON COLUMN users.version IS 'Version of the account''s last event that is in the row.';
