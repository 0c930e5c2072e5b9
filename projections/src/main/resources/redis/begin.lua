-- Begins to apply a batch to a projection, if every position is as the batch expects. The
-- projection's own part follows, then end.lua.
-- Returns 1 when the batch is applied, 0 when nothing was written.
--
-- KEYS: positions, parked streams, parked events, last parked of each stream, generation, hold
-- ARGV: the batch as JSON:
--   generation: number of swaps when the projector read its positions
--   positions: {{field, expected, next}...}
--   behind:    {stream...}                     streams that are expected to be parked
--   parked:    {{stream, field, pointer}...}
--   changes:   argument of the projection's part
local positions, parked_streams, parked_events, parked_last = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local batch = cjson.decode(ARGV[1])
local changes = batch.changes

-- A swap in preparation holds all batches back. After a swap, the projector's copy of the parked
-- streams belongs to other keys, so it must read them again.
if redis.call('EXISTS', KEYS[6]) == 1
  or (redis.call('HGET', KEYS[5], 'number') or '0') ~= batch.generation then
  return 0
end
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
