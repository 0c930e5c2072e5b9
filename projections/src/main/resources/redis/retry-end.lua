-- Ends a retry: removes pointers, or stores their new reason. Counts the retry, because no position
-- has moved.
for _, field in ipairs(batch.gone) do
  redis.call('HDEL', parked_events, field)
end
for _, failed in ipairs(batch.failed) do
  if failed.pointer then
    redis.call('HSET', parked_events, failed.field, cjson.encode(failed.pointer))
  end
end
for _, stream in ipairs(freed) do
  redis.call('SREM', parked_streams, stream)
  redis.call('HDEL', parked_last, stream)
end
redis.call('INCR', KEYS[4])
return 1
