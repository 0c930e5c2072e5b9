package io.cogniscribe.projector.postgres;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The types of columns, in PostgreSQL's binary format. Ids and times in text would cost the server
 * more to read than the rest of a row.
 */
public enum ColumnType {
  UUID("uuid", 2950, 2951) {
    @Override
    void write(BinaryOutput out, Object value) {
      UUID id = (UUID) value;
      out.putInt(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
  },
  TEXT("text", 25, 1009) {
    @Override
    void write(BinaryOutput out, Object value) {
      byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
      out.putInt(bytes.length).put(bytes);
    }
  },
  /**
   * A list of texts; only {@link Table#append} can write it, since arrays of lists do not exist.
   */
  TEXTS("text[]", 1009, 0) {
    @Override
    void write(BinaryOutput out, Object value) {
      List<?> texts = (List<?>) value;
      BinaryOutput array = new BinaryOutput();
      array.putInt(texts.isEmpty() ? 0 : 1).putInt(0).putInt(TEXT.oid);
      if (!texts.isEmpty()) {
        array.putInt(texts.size()).putInt(1);
      }
      texts.forEach(text -> TEXT.write(array, text));
      out.putInt(array.size()).put(array.toByteArray());
    }
  },
  BIGINT("bigint", 20, 1016) {
    @Override
    void write(BinaryOutput out, Object value) {
      out.putInt(Long.BYTES).putLong((long) value);
    }
  },
  INTEGER("integer", 23, 1007) {
    @Override
    void write(BinaryOutput out, Object value) {
      out.putInt(Integer.BYTES).putInt((int) value);
    }
  },
  DOUBLE("double precision", 701, 1022) {
    @Override
    void write(BinaryOutput out, Object value) {
      out.putInt(Double.BYTES).putDouble((double) value);
    }
  },
  BOOLEAN("boolean", 16, 1000) {
    @Override
    void write(BinaryOutput out, Object value) {
      out.putInt(1).put((byte) ((boolean) value ? 1 : 0));
    }
  },
  TIMESTAMPTZ("timestamptz", 1184, 1185) {
    @Override
    void write(BinaryOutput out, Object value) {
      out.putInt(Long.BYTES).putLong(ChronoUnit.MICROS.between(POSTGRES_EPOCH, (Instant) value));
    }
  },
  INET("inet", 869, 1041) {
    @Override
    void write(BinaryOutput out, Object value) {
      byte[] address = ((InetAddress) value).getAddress();
      boolean isVersion4 = address.length == 4;
      out.putInt(4 + address.length)
          .put((byte) (isVersion4 ? 2 : 3))
          .put((byte) (address.length * Byte.SIZE))
          .put((byte) 0)
          .put((byte) address.length)
          .put(address);
    }
  };

  private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int NULL = -1;

  private final String sqlName;
  private final int oid;
  private final int arrayOid;

  ColumnType(String sqlName, int oid, int arrayOid) {
    this.sqlName = sqlName;
    this.oid = oid;
    this.arrayOid = arrayOid;
  }

  abstract void write(BinaryOutput out, Object value);

  /** The name in SQL. */
  public String sqlName() {
    return sqlName;
  }

  int oid() {
    return oid;
  }

  int arrayOid() {
    return arrayOid;
  }

  void writeNullable(BinaryOutput out, @Nullable Object value) {
    if (value == null) {
      out.putInt(NULL);
    } else {
      write(out, value);
    }
  }
}
