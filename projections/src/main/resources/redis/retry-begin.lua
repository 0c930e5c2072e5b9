-- Begins to apply parked records, if they are parked as expected. The projection's own part follows,
-- then retry-end.lua.
-- Returns 1 when they are applied, 0 when nothing was written.
--
-- KEYS: parked streams, parked events, last parked of each stream, retries, generation
-- ARGV: the batch as JSON:
--   expected: {field...}                       what has to be parked
--   gone:     {field...}                       what is parked no longer
--   failed:   {{stream, field, pointer}...}    what is parked still, with its reason of today
--   streams:  {{stream, stream_key, last}...}  whose records these are, up to which
--   version_field, version:                    of the code that the changes are of
--   changes:  what the projection's part takes
local parked_streams, parked_events, parked_last = KEYS[1], KEYS[2], KEYS[3]
local batch = cjson.decode(ARGV[1])
local changes = batch.changes

for _, field in ipairs(batch.expected) do
  if redis.call('HEXISTS', parked_events, field) == 0 then
    return 0
  end
end
-- A swap since the chunk was put together may have brought in keys of other code.
if (redis.call('HGET', KEYS[5], batch.version_field) or '1') ~= batch.version then
  return 0
end
-- What the projection has parked meanwhile, behind these, keeps its aggregate parked.
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
