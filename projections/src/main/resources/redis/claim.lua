-- Makes the positions of a projection's partitions exist, and returns them, after the version of the
-- code that makes its keys. Where that is another one's it returns nothing else, and changes nothing.
--
-- The positions live beside what was made of the log, so without them there is nothing that could
-- be gone on with: what may be left of it (a server may evict key by key) is removed, and the
-- partitions start at the beginning. Keys that show the state of one thing may stay: the log brings
-- them to the same state once more.
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
  -- The releases that recorded none were all version 1.
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
