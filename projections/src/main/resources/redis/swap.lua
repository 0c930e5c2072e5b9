-- Swaps the active database (live) and the rebuilt one (other), if both have the same positions.
-- Keys and positions are swapped in one step for all clients. Positions that the active database
-- does not have are not compared.
-- Returns 1, or 0 when a position differs and nothing was changed.
--
-- KEYS: generation, hold, positions of each projection..., heartbeats and beats...
-- ARGV: active database, other database, number of projections, time of the swap
local live, other, projections, moment = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local generation, hold = KEYS[1], KEYS[2]

local function positions(database, key)
  redis.call('SELECT', database)
  local flat, map = redis.call('HGETALL', key), {}
  for i = 1, #flat, 2 do
    map[flat[i]] = flat[i + 1]
  end
  return map
end

for i = 3, 2 + projections do
  local theirs = positions(other, KEYS[i])
  for field, position in pairs(positions(live, KEYS[i])) do
    if theirs[field] ~= position then
      return 0
    end
  end
end

redis.call('SELECT', live)
local swaps = tonumber(redis.call('HGET', generation, 'number') or '0')
redis.call('DEL', hold)
redis.call('HSET', generation, 'number', swaps, 'state', 'previous')
-- The positions are the same, so heartbeats and beats are valid for the other database too.
for i = 3 + projections, #KEYS do
  if redis.call('COPY', KEYS[i], KEYS[i], 'DB', other, 'REPLACE') == 1 then
    redis.call('DEL', KEYS[i])
  end
end
redis.call('SWAPDB', live, other)
redis.call('SELECT', live)
redis.call('HSET', generation, 'number', string.format('%d', swaps + 1), 'state', 'live', 'swapped_at', moment)
return 1
