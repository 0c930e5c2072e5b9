-- Returns a value, with the positions and the number of parked pointers at the same moment.
return {redis.call('GET', KEYS[1]), redis.call('HGETALL', KEYS[2]), redis.call('HLEN', KEYS[3])}
