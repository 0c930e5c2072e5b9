-- How far each projection has read, and what it has set aside. Both are written in the transaction
-- that writes the rows: that is what makes a projection exactly-once.
CREATE TABLE projection_positions (
    projection   text NOT NULL,
    topic        text NOT NULL,
    "partition"  integer NOT NULL,
    topic_id     text NOT NULL,
    next_offset  bigint NOT NULL,
    cause_offset bigint NOT NULL,
    owner        uuid NOT NULL,
    updated_at   timestamptz NOT NULL,
    PRIMARY KEY (projection, topic, "partition")
);

-- Pointers to records that a projection could not apply, and to the later ones of the same
-- aggregate. The records themselves stay in the log.
CREATE TABLE parked_events (
    projection         text NOT NULL,
    topic              text NOT NULL,
    "partition"        integer NOT NULL,
    "offset"           bigint NOT NULL,
    stream_key         text NOT NULL,
    error              text,
    schema_fingerprint text,
    parked_at          timestamptz NOT NULL,
    PRIMARY KEY (projection, topic, "partition", "offset")
);

CREATE INDEX parked_events_stream ON parked_events (projection, stream_key);

COMMENT ON TABLE projection_positions IS 'The offset from which each projection reads on; advanced by compare-and-set with the rows.';
COMMENT ON COLUMN projection_positions.topic_id IS 'The topic''s id in its cluster: offsets of another cluster''s topic mean nothing here.';
COMMENT ON COLUMN projection_positions.cause_offset IS 'The highest command offset whose events are in the rows, -1 for none: what consistency tokens are compared with.';
COMMENT ON COLUMN projection_positions.owner IS 'The projection loop that claimed the partition last; only it may advance the position.';
COMMENT ON TABLE parked_events IS 'Records that a projection set aside, with their aggregate''s later ones.';
COMMENT ON COLUMN parked_events.stream_key IS 'The aggregate''s id; for keys that are no id, a digest of the key.';
COMMENT ON COLUMN parked_events.error IS 'Why it could not be applied; null: parked because an earlier one of its aggregate is.';
COMMENT ON COLUMN parked_events.schema_fingerprint IS 'Fingerprint of the schema that the record was written with, in hex; null when it has none.';
