-- Looks at cells of a projection, and where it stands, in one step. Changes nothing.
-- Returns {generation, retries, now in ms, positions, cell...}, each cell being {type, ms that are
-- left of its life or -1, its fields and values}. What is far larger than it should be is of the
-- type 'large'.
--
-- KEYS: generation, retries, positions
-- ARGV: cells as JSON: {{key, field?}...}
local cells = cjson.decode(ARGV[1])
local LARGE = 10000

local size_of = { hash = 'HLEN', zset = 'ZCARD' }
local read_as = {
  string = function(key)
    return { 'value', redis.call('GET', key) }
  end,
  hash = function(key)
    return redis.call('HGETALL', key)
  end,
  zset = function(key)
    return redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
  end,
}

local function look_at_field(key, field)
  local value = redis.call('HGET', key, field)
  return value and { 'string', -1, { 'value', value } } or { 'none', -1, {} }
end

local function look(key, field)
  local kind = redis.call('TYPE', key).ok
  if field and kind == 'hash' then
    return look_at_field(key, field)
  end
  local size, read = size_of[kind], read_as[kind]
  if size and redis.call(size, key) > LARGE then
    kind, read = 'large', nil
  end
  return { kind, redis.call('PTTL', key), read and read(key) or {} }
end

local time = redis.call('TIME')
local answer = {
  redis.call('HGET', KEYS[1], 'number') or '0',
  redis.call('GET', KEYS[2]) or '0',
  string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)),
  redis.call('HGETALL', KEYS[3]),
}
for _, cell in ipairs(cells) do
  answer[#answer + 1] = look(cell.key, cell.field)
end
return answer
