-- Makes the positions of a live projection's partitions exist, and returns them.
--
-- The positions live beside what was made of the log, so without them there is nothing that could
-- be gone on with: what may be left of it (a server may evict key by key) is removed, and the
-- partitions start at the beginning. The tasks themselves may stay, because a later state of a job
-- is never replaced by an earlier one.
--
-- KEYS: positions, parked streams, parked events, counters...
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
