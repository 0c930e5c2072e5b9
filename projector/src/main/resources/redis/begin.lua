-- Begins to apply a batch to a projection, if every position is where the batch expects it. The
-- projection's own part follows, then end.lua.
-- Returns 1 when the batch is applied, 0 when nothing was written.
--
-- KEYS: positions, parked streams, parked events
-- ARGV: the batch as JSON:
--   positions: {{field, expected, next}...}
--   behind:    {stream...}                     streams that are expected to be parked
--   parked:    {{stream, field, pointer}...}
--   changes:   what the projection's part takes
local positions, parked_streams, parked_events = KEYS[1], KEYS[2], KEYS[3]
local batch = cjson.decode(ARGV[1])
local changes = batch.changes

for _, position in ipairs(batch.positions) do
  if redis.call('HGET', positions, position.field) ~= position.expected then
    return 0
  end
end
for _, stream in ipairs(batch.behind) do
  if redis.call('SISMEMBER', parked_streams, stream) == 0 then
    return 0
  end
end
