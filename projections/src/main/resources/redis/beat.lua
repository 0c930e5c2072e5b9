-- Records that some partitions of a projection are up to date, if their positions are as the
-- projector expects. Sets the heartbeat while every partition was recently up to date, whichever
-- projector owns it.
-- Returns 1, or 0 when a position differs and nothing was written.
--
-- KEYS: positions, heartbeat, beats
-- ARGV: lifetime of a beat (ms), number of partitions, field, position, field, position, ...
local positions, heartbeat, beats = KEYS[1], KEYS[2], KEYS[3]
for i = 3, #ARGV, 2 do
  if redis.call('HGET', positions, ARGV[i]) ~= ARGV[i + 1] then
    return 0
  end
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i = 3, #ARGV, 2 do
  redis.call('HSET', beats, ARGV[i], string.format('%.0f', now))
end
local all = redis.call('HVALS', beats)
if #all < tonumber(ARGV[2]) then
  return 1
end
local oldest = now
for _, beat in ipairs(all) do
  oldest = math.min(oldest, tonumber(beat))
end
local expiry = oldest + tonumber(ARGV[1])
if expiry > now then
  redis.call('SET', heartbeat, string.format('%.0f', oldest), 'PXAT', string.format('%.0f', expiry))
end
return 1
