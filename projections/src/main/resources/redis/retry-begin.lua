-- Begins to apply parked records, if they are still parked. The projection's own part follows, then
-- retry-end.lua.
-- Returns 1 when they are applied, 0 when nothing was written.
--
-- KEYS: parked streams, parked events, last parked of each stream, retries, generation
-- ARGV: the batch as JSON:
--   expected: {field...}                       records that must be parked
--   gone:     {field...}                       records that are no longer parked
--   failed:   {{stream, field, pointer}...}    records that stay parked, with their new reason
--   streams:  {{stream, stream_key, last}...}  streams of the records, with the last record of each
--   version_field, version:                    version of the code that made the changes
--   changes:  argument of the projection's part
local parked_streams, parked_events, parked_last = KEYS[1], KEYS[2], KEYS[3]
local batch = cjson.decode(ARGV[1])
local changes = batch.changes

for _, field in ipairs(batch.expected) do
  if redis.call('HEXISTS', parked_events, field) == 0 then
    return 0
  end
end
-- A swap since the chunk was read may have brought in keys of another version of the code.
if (redis.call('HGET', KEYS[5], batch.version_field) or '1') ~= batch.version then
  return 0
end
-- An aggregate stays parked when the projection has parked later records of it meanwhile.
local has_failed = {}
for _, failed in ipairs(batch.failed) do
  has_failed[failed.stream] = true
end
local freed = {}
batch.parked = {}
for _, stream in ipairs(batch.streams) do
  if has_failed[stream.stream]
      or redis.call('HGET', parked_last, stream.stream) ~= stream.last then
    batch.parked[#batch.parked + 1] = { pointer = { stream_key = stream.stream_key } }
  else
    freed[#freed + 1] = stream.stream
  end
end
