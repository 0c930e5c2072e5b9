package io.cogniscribe.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Binds scalar values. Times have microseconds, the resolution of PostgreSQL. */
enum ScalarBinding implements Binding {
  TEXT {
    @Override
    Object read(Object value) {
      return value.toString();
    }
  },
  ID {
    @Override
    Object write(Object value) {
      return value.toString();
    }

    @Override
    Object read(Object value) {
      return UUID.fromString(value.toString());
    }
  },
  TIME {
    @Override
    Object write(Object value) {
      return ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value);
    }

    @Override
    Object read(Object value) {
      return Instant.EPOCH.plus((long) value, ChronoUnit.MICROS);
    }
  },
  SAME;

  Object write(Object value) {
    return value;
  }

  Object read(Object value) {
    return value;
  }

  @Override
  public Object toAvro(@Nullable Object value) {
    return write(Objects.requireNonNull(value));
  }

  @Override
  public Object toJava(@Nullable Object value) {
    return read(Objects.requireNonNull(value));
  }
}
