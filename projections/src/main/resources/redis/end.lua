-- Ends a batch: stores the parked records and the new positions.
for _, parked in ipairs(batch.parked) do
  redis.call('SADD', parked_streams, parked.stream)
  redis.call('HSET', parked_events, parked.field, cjson.encode(parked.pointer))
  redis.call('HSET', parked_last, parked.stream, parked.field)
end
for _, position in ipairs(batch.positions) do
  redis.call('HSET', positions, position.field, position.next)
end
return 1
