-- Makes the positions of a projection's partitions exist, and returns them.
--
-- The positions live beside what was made of the log, so without them there is nothing that could
-- be gone on with: what may be left of it (a server may evict key by key) is removed, and the
-- partitions start at the beginning. Keys that show the state of one thing may stay: the log brings
-- them to the same state once more.
--
-- KEYS: positions, parked streams, parked events, last parked, heartbeat, beats, keys to forget...
-- ARGV: field, position to start from, field, position to start from, ...
local positions = KEYS[1]
if redis.call('EXISTS', positions) == 0 then
  for i = 2, #KEYS do
    redis.call('DEL', KEYS[i])
  end
end
local current = {}
for i = 1, #ARGV, 2 do
  redis.call('HSETNX', positions, ARGV[i], ARGV[i + 1])
  current[#current + 1] = redis.call('HGET', positions, ARGV[i])
end
return current
