-- Applies a batch to the progress projection.
--
-- changes:
--   tasks:     {{key, tombstone, deleted_until?, state?, progress?}...}
--   counters:  {{key, change}...}

-- Redis does not roll back a failed script, so the script checks the counters before it writes.
for _, counter in ipairs(changes.counters) do
  if not tonumber(redis.call('GET', counter.key) or '0') then
    return redis.error_reply(counter.key .. ' is not a number: remove the projection\'s keys')
  end
end

-- Jobs and their progress come from different topics, in any mutual order. A task therefore only
-- moves forward: to a later attempt, and within an attempt from pending via processing to its end.
local RANK = { pending = 0, processing = 1, completed = 2, failed = 2, cancelled = 3 }

-- Returns whether the stored task is further than (attempt, rank). Cancelled is the last state.
local function is_further(task, attempt, rank)
  local status, stored_attempt = task[1], tonumber(task[2])
  if not status then
    return false
  end
  if status == 'cancelled' then
    return rank < RANK.cancelled
  end
  if not attempt or not stored_attempt then
    return false
  end
  return stored_attempt > attempt
    or (stored_attempt == attempt and (RANK[status] or 0) > rank)
end

local function raise_version(key, version)
  if version > (tonumber(redis.call('HGET', key, 'version') or '0') or 0) then
    redis.call('HSET', key, 'version', version)
  end
end

local function write(key, fields, expire_at)
  redis.call('HSET', key, unpack(fields))
  redis.call('EXPIREAT', key, expire_at)
end

local function apply_state(key, state)
  local task = redis.call('HMGET', key, 'status', 'attempt')
  -- A cancellation does not depend on the attempt.
  local attempt_of_state = state.status ~= 'cancelled' and state.attempt or nil
  local progress_came_first = state.status == 'processing' and task[1] == 'processing'
    and tonumber(task[2]) == state.attempt
  if progress_came_first or is_further(task, attempt_of_state, RANK[state.status]) then
    raise_version(key, state.version)
    return
  end
  local attempt = state.attempt or task[2]
  redis.call('DEL', key)
  local fields = {
    'user_id', state.user_id, 'status', state.status, 'percent', state.percent,
    'version', state.version, 'updated_at', state.updated_at,
  }
  if attempt then
    fields[#fields + 1] = 'attempt'
    fields[#fields + 1] = attempt
  end
  write(key, fields, state.expire_at)
end

local function apply_progress(key, tombstone, progress)
  if redis.call('EXISTS', tombstone) == 1 then
    return
  end
  local task = redis.call('HMGET', key, 'status', 'attempt')
  if is_further(task, progress.attempt, RANK.processing) then
    return
  end
  local fields = {
    'user_id', progress.user_id, 'status', 'processing', 'attempt', progress.attempt,
    'stage', progress.stage, 'percent', progress.percent, 'updated_at', progress.updated_at,
  }
  if progress.message then
    fields[#fields + 1] = 'message'
    fields[#fields + 1] = progress.message
  else
    redis.call('HDEL', key, 'message')
  end
  write(key, fields, progress.expire_at)
end

for _, task in ipairs(changes.tasks) do
  if task.deleted_until then
    redis.call('DEL', task.key)
    redis.call('SET', task.tombstone, 1, 'EXAT', task.deleted_until)
  else
    if task.state then
      apply_state(task.key, task.state)
    end
    if task.progress then
      apply_progress(task.key, task.tombstone, task.progress)
    end
  end
end
for _, counter in ipairs(changes.counters) do
  redis.call('INCRBY', counter.key, counter.change)
end
