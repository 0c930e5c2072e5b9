-- Creates the missing positions of a projection's partitions. Returns the version of the code that
-- made its keys, followed by the positions. When another version made the keys, it returns only
-- the version and changes nothing.
--
-- The positions are stored beside the keys. Without positions, the partitions start from the
-- beginning of the log, and leftover keys are removed (a server may evict single keys). Keys that
-- hold the state of one thing may stay, because the log brings them to the same state again.
--
-- KEYS: positions, generation, parked streams, parked events, last parked, heartbeat, beats,
--   keys to forget...
-- ARGV: field of the version, version, field, position to start from, field, ...
local positions, generation = KEYS[1], KEYS[2]
local version_field, version = ARGV[1], ARGV[2]
local made
if redis.call('EXISTS', positions) == 0 then
  for i = 3, #KEYS do
    redis.call('DEL', KEYS[i])
  end
  made = version
else
  -- Releases that did not record a version all had version 1.
  made = redis.call('HGET', generation, version_field) or '1'
end
if made ~= version then
  return { made }
end
redis.call('HSET', generation, version_field, version)
local answer = { made }
for i = 3, #ARGV, 2 do
  redis.call('HSETNX', positions, ARGV[i], ARGV[i + 1])
  answer[#answer + 1] = redis.call('HGET', positions, ARGV[i])
end
return answer
