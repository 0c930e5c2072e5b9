-- A value, and the positions and the parked pointers that it belongs to.
return {redis.call('GET', KEYS[1]), redis.call('HGETALL', KEYS[2]), redis.call('HLEN', KEYS[3])}
