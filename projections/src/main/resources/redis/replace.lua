-- Puts into cells of a projection what they should hold, if it still stands where that was found
-- out: whatever it has applied since would be lost.
-- Returns 1, or 0 when it stands elsewhere and nothing was written.
--
-- KEYS: generation, retries, positions
-- ARGV: what to do as JSON:
--   generation, retries, positions: where it stood
--   cells: {{key, field?, type?, fields?, expires_at?}...}, without a type for what should be empty;
--          fields and values one after the other
local request = cjson.decode(ARGV[1])

if (redis.call('HGET', KEYS[1], 'number') or '0') ~= request.generation
    or (redis.call('GET', KEYS[2]) or '0') ~= request.retries then
  return 0
end
local expected = 0
for field, position in pairs(request.positions) do
  expected = expected + 1
  if redis.call('HGET', KEYS[3], field) ~= position then
    return 0
  end
end
if redis.call('HLEN', KEYS[3]) ~= expected then
  return 0
end

-- Nothing that a script has written is taken back when it fails, so it fails before it writes.
for _, cell in ipairs(request.cells) do
  local kind = redis.call('TYPE', cell.key).ok
  if cell.field and kind ~= 'hash' and kind ~= 'none' then
    return redis.error_reply(cell.key .. ' is no hash: remove it, and the projection\'s positions')
  end
end

local function put(cell)
  local fields = cell.fields
  if cell.type == 'string' then
    redis.call('SET', cell.key, fields[2])
  end
  for i = 1, #fields, 2 do
    if cell.type == 'hash' then
      redis.call('HSET', cell.key, fields[i], fields[i + 1])
    elseif cell.type == 'zset' then
      redis.call('ZADD', cell.key, fields[i + 1], fields[i])
    end
  end
  if cell.expires_at then
    redis.call('PEXPIREAT', cell.key, string.format('%.0f', cell.expires_at))
  end
end

for _, cell in ipairs(request.cells) do
  if cell.field and cell.type then
    redis.call('HSET', cell.key, cell.field, cell.fields[2])
  elseif cell.field then
    redis.call('HDEL', cell.key, cell.field)
  else
    redis.call('DEL', cell.key)
    if cell.type then
      put(cell)
    end
  end
end
return 1
