-- Accounts change: a name is held from a moment of its own on, no longer from the registration on.
ALTER TABLE users
    ADD COLUMN username_since timestamptz,
    ADD COLUMN email_since    timestamptz;
UPDATE users SET username_since = created_at, email_since = created_at;
ALTER TABLE users
    ALTER COLUMN username_since SET NOT NULL,
    ALTER COLUMN email_since SET NOT NULL;

-- Operators list accounts newest first, and search them by the beginning of a name.
CREATE INDEX users_newest ON users (created_at DESC, id DESC);
CREATE INDEX users_username_prefix ON users (lower(username) text_pattern_ops);
CREATE INDEX users_email_prefix ON users (lower(email) text_pattern_ops);

COMMENT ON COLUMN users.username_since IS 'When the account took its username: of two with one name the later keeps it.';
COMMENT ON COLUMN users.email_since IS 'When the account took its e-mail address: of two with one address the later keeps it.';
