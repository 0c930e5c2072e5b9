-- Applies a batch to the projection of open sessions.
--
-- changes:
--   steps: {{kind, user_id, session_id?, expires_at?, roles?}...}
--     open       session_id is open until expires_at (ms)
--     close      session_id is closed
--     close_all  every session but session_id is closed
--     give_roles the user and all open sessions get these roles; '' after the account was deleted
--
-- Keys:
--   session:{id}                    hash of an open session: user_id, roles, expires_at
--   sessions:{user_id}              sorted set of a user's open sessions, by time of expiry
--   projection:sessions-live:roles  hash: user to roles, for sessions that are opened later
--   projection:sessions-live:shut-out:{user_id}
--                                   time (ms) until which open sessions may be missing
local ROLES = 'projection:sessions-live:roles'
local SHUT_OUT = 'projection:sessions-live:shut-out:'

local function session(id)
  return 'session:' .. id
end

local function sessions(user_id)
  return 'sessions:' .. user_id
end

local function close(user_id, id)
  redis.call('DEL', session(id))
  redis.call('ZREM', sessions(user_id), id)
end

local function close_all(user_id, kept)
  for _, id in ipairs(redis.call('ZRANGE', sessions(user_id), 0, -1)) do
    if id ~= kept then
      close(user_id, id)
    end
  end
end

local function open(step)
  local key, all = session(step.session_id), sessions(step.user_id)
  local expires_at = string.format('%.0f', step.expires_at)
  local roles = redis.call('HGET', ROLES, step.user_id) or ''
  redis.call('HSET', key, 'user_id', step.user_id, 'roles', roles, 'expires_at', expires_at)
  redis.call('PEXPIREAT', key, expires_at)
  redis.call('ZADD', all, expires_at, step.session_id)
  -- Redis has deleted the hashes of expired sessions; this removes their ids.
  local time = redis.call('TIME')
  redis.call('ZREMRANGEBYSCORE', all, '-inf', time[1] .. '000')
  local last = redis.call('ZRANGE', all, -1, -1, 'WITHSCORES')
  if last[2] then
    redis.call('PEXPIREAT', all, string.format('%.0f', tonumber(last[2])))
  end
end

local function give_roles(step)
  if step.roles == '' then
    redis.call('HDEL', ROLES, step.user_id)
  else
    redis.call('HSET', ROLES, step.user_id, step.roles)
  end
  for _, id in ipairs(redis.call('ZRANGE', sessions(step.user_id), 0, -1)) do
    if redis.call('EXISTS', session(id)) == 1 then
      redis.call('HSET', session(id), 'roles', step.roles)
    end
  end
end

for _, step in ipairs(changes.steps) do
  if step.kind == 'open' then
    open(step)
  elseif step.kind == 'close' then
    close(step.user_id, step.session_id)
  elseif step.kind == 'close_all' then
    close_all(step.user_id, step.session_id)
  else
    give_roles(step)
  end
end
-- A parked record may be the end of a session, so all sessions of its user are closed. The user can
-- log in again and get a new session. The closed sessions stay closed, even when the parked records
-- are applied later.
local function shut_out(user_id)
  local last = redis.call('ZRANGE', sessions(user_id), -1, -1, 'WITHSCORES')
  if last[2] then
    local mark = SHUT_OUT .. user_id
    local until_ms = math.max(tonumber(last[2]), tonumber(redis.call('GET', mark) or '0'))
    redis.call('SET', mark, string.format('%.0f', until_ms), 'PXAT', string.format('%.0f', until_ms))
    close_all(user_id, nil)
  end
end

for _, parked in ipairs(batch.parked) do
  shut_out(parked.pointer.stream_key)
end
