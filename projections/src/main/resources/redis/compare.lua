-- Compares keys, or single fields of large hashes, of two databases of this server. Reads only.
-- Returns {1 if both have the same positions, otherwise 0, difference...}. Each difference is
-- {number of the cell, kind, field, value in active, value in other, field, ...}. For a large hash it
-- is {number of the cell, 'large'}: the caller then compares its fields one by one.
--
-- KEYS: positions of each projection
-- ARGV: the request as JSON:
--   active, other: the numbers of the active database and of the one with the new fold
--   exactly:       true to compare nothing when the positions differ
--   tolerance:     allowed difference between the remaining lifetimes of a key (ms)
--   fading:        fields that the other database may lack, because their events have expired
--   cells:         {{key, field?}...}
local request = cjson.decode(ARGV[1])
local LARGE, SHOWN_FIELDS, SHOWN_LENGTH = 512, 10, 61
local IMMORTAL = math.huge

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local fading = {}
for _, field in ipairs(request.fading) do
  fading[field] = true
end

local function pairs_of(flat)
  local map = {}
  for i = 1, #flat, 2 do
    map[flat[i]] = flat[i + 1]
  end
  return map
end

-- Positions that the active database does not have are not compared.
local function stand_together()
  for _, key in ipairs(KEYS) do
    redis.call('SELECT', request.active)
    local ours = pairs_of(redis.call('HGETALL', key))
    redis.call('SELECT', request.other)
    local theirs = pairs_of(redis.call('HGETALL', key))
    for field, position in pairs(ours) do
      if theirs[field] ~= position then
        return false
      end
    end
  end
  return true
end

local read_as = {
  -- A counter of 0 is equal to a missing one.
  string = function(key)
    local value = redis.call('GET', key)
    return value ~= '0' and { value = value } or {}
  end,
  hash = function(key)
    return pairs_of(redis.call('HGETALL', key))
  end,
  set = function(key)
    local members = {}
    for _, member in ipairs(redis.call('SMEMBERS', key)) do
      members[member] = 'member'
    end
    return members
  end,
  -- Scores are times of expiry. Expired members are ignored; they are removed later.
  zset = function(key)
    local members = pairs_of(redis.call('ZRANGE', key, 0, -1, 'WITHSCORES'))
    for member, score in pairs(members) do
      if tonumber(score) <= now then
        members[member] = nil
      end
    end
    return members
  end,
}

-- Returns the fields of a cell and its remaining lifetime; nil as fields when it is large.
local function read(database, key, field)
  redis.call('SELECT', database)
  if field then
    return { [field] = redis.call('HGET', key, field) or nil }, IMMORTAL
  end
  local kind = redis.call('TYPE', key).ok
  if kind == 'none' then
    return {}, 0
  end
  if kind == 'hash' and redis.call('HLEN', key) > LARGE then
    return nil, 0
  end
  local left = redis.call('PTTL', key)
  local as = read_as[kind]
  return as and as(key) or { type = kind }, left < 0 and IMMORTAL or left
end

local function shortened(value)
  return value and string.sub(value, 1, SHOWN_LENGTH) or ''
end

local function different_fields(ours, theirs)
  local fields = {}
  for field, value in pairs(ours) do
    if theirs[field] ~= value and not (theirs[field] == nil and fading[field]) then
      fields[#fields + 1] = field
    end
  end
  for field in pairs(theirs) do
    if ours[field] == nil then
      fields[#fields + 1] = field
    end
  end
  table.sort(fields)
  return fields
end

local function compare(number, key, field)
  local ours, our_life = read(request.active, key, field)
  local theirs, their_life = read(request.other, key, field)
  if not ours or not theirs then
    return { number, 'large' }
  end
  if next(ours) == nil or next(theirs) == nil then
    if next(ours) == next(theirs) or math.max(our_life, their_life) <= request.tolerance then
      return nil
    end
    local kind = next(ours) == nil and 'missing' or 'orphaned'
    if ours.value or theirs.value then
      return { number, kind, 'value', shortened(ours.value), shortened(theirs.value) }
    end
    return { number, kind }
  end
  local difference = { number, 'different' }
  for i, each in ipairs(different_fields(ours, theirs)) do
    if i <= SHOWN_FIELDS then
      difference[#difference + 1] = each
      difference[#difference + 1] = shortened(ours[each])
      difference[#difference + 1] = shortened(theirs[each])
    end
  end
  if our_life ~= their_life and math.abs(our_life - their_life) > request.tolerance then
    difference[#difference + 1] = 'expires in ms'
    difference[#difference + 1] = our_life == IMMORTAL and 'never' or tostring(our_life)
    difference[#difference + 1] = their_life == IMMORTAL and 'never' or tostring(their_life)
  end
  return #difference > 2 and difference or nil
end

local answer = { stand_together() and 1 or 0 }
if request.exactly and answer[1] == 0 then
  return answer
end
for number, cell in ipairs(request.cells) do
  answer[#answer + 1] = compare(number, cell.key, cell.field)
end
return answer
