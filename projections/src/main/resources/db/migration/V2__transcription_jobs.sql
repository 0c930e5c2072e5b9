-- One row for each job that is not deleted, and its timeline, folded from jobs.events.
CREATE TABLE transcription_jobs (
    id                          uuid PRIMARY KEY,
    user_id                     uuid NOT NULL,
    filename                    varchar(255) NOT NULL,
    original_filename           varchar(255),
    file_size_bytes             bigint NOT NULL,
    file_path                   varchar(500),
    status                      varchar(16) NOT NULL,
    summary_ratio               double precision NOT NULL,
    subject                     varchar(255),
    async_mode                  boolean NOT NULL,
    transcript_text             text,
    summary_text                text,
    transcript_duration         double precision,
    segment_count               integer,
    language_detected           varchar(35),
    processing_started_at       timestamptz,
    processing_completed_at     timestamptz,
    processing_duration_seconds double precision,
    error_message               text,
    error_code                  varchar(64),
    attempt                     integer NOT NULL,
    version                     bigint NOT NULL,
    created_at                  timestamptz NOT NULL,
    updated_at                  timestamptz NOT NULL
);

-- The guide's index on user_id: a composite index with the column first serves every search by the
-- column alone, and this one also serves a user's jobs newest first, page by page.
CREATE INDEX transcription_jobs_user_newest ON transcription_jobs (user_id, created_at DESC, id DESC);
CREATE INDEX transcription_jobs_status ON transcription_jobs (status);
CREATE INDEX transcription_jobs_created_at ON transcription_jobs (created_at);

-- What happened to a job, in order. It goes with its job.
CREATE TABLE job_history (
    job_id      uuid NOT NULL,
    version     bigint NOT NULL,
    event_id    uuid NOT NULL,
    event_type  varchar(64) NOT NULL,
    status      varchar(16) NOT NULL,
    attempt     integer NOT NULL,
    actor_kind  varchar(16) NOT NULL,
    actor_id    text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (job_id, version)
);

COMMENT ON TABLE transcription_jobs IS 'Jobs, a fold of jobs.events. Disposable: rebuilt from the log.';
COMMENT ON COLUMN transcription_jobs.user_id IS 'The owner. A logical reference to users: partitions have no mutual order.';
COMMENT ON COLUMN transcription_jobs.status IS 'pending, processing, completed, failed or cancelled.';
COMMENT ON COLUMN transcription_jobs.attempt IS '1 for the first attempt, one more with each retry.';
COMMENT ON COLUMN transcription_jobs.version IS 'Version of the job''s last event that is in the row.';
COMMENT ON COLUMN transcription_jobs.transcript_duration IS 'Seconds of audio.';
COMMENT ON TABLE job_history IS 'The timeline of each job, a fold of jobs.events. Disposable: rebuilt from the log.';
COMMENT ON COLUMN job_history.version IS 'Version of the job after the event.';
COMMENT ON COLUMN job_history.status IS 'Status of the job after the event.';
