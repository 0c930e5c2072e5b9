-- Operators page through everybody's records, and through those of nobody who is known, newest
-- first. The first index also serves every search by time that the one on created_at served.
CREATE INDEX audit_logs_newest ON audit_logs (created_at DESC, id DESC);
CREATE INDEX audit_logs_unknown_newest ON audit_logs (created_at DESC, id DESC) WHERE user_id IS NULL;
DROP INDEX audit_logs_created_at;
