-- What a user's jobs added up to in a month (UTC), folded from jobs.events.
CREATE TABLE usage_statistics (
    id                       uuid PRIMARY KEY,
    user_id                  uuid NOT NULL,
    month                    char(7) NOT NULL,
    total_files_processed    bigint NOT NULL,
    total_bytes_processed    bigint NOT NULL,
    total_processing_seconds double precision NOT NULL,
    successful_jobs          bigint NOT NULL,
    failed_jobs              bigint NOT NULL,
    estimated_cost_cents     bigint NOT NULL,
    created_at               timestamptz NOT NULL,
    updated_at               timestamptz NOT NULL,
    UNIQUE (user_id, month)
);

COMMENT ON TABLE usage_statistics IS 'Usage by user and month, a fold of jobs.events. Disposable: rebuilt from the log.';
COMMENT ON COLUMN usage_statistics.id IS 'Derived from user and month, so that two folds of one log are equal.';
COMMENT ON COLUMN usage_statistics.month IS 'YYYY-MM (UTC): the month in which a job ended.';
COMMENT ON COLUMN usage_statistics.created_at IS 'Recorded time of the earliest event that is counted.';
COMMENT ON COLUMN usage_statistics.updated_at IS 'Recorded time of the latest event that is counted.';
