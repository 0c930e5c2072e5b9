package io.cogniscribe.projections.postgres;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The types of columns, in PostgreSQL's binary format. As text, ids and times would cost the server
 * more to parse than the rest of a row.
 */
public enum ColumnType {
  UUID("uuid", 2950, 2951, java.util.UUID.class) {
    @Override
    void write(BinaryOutput out, Object value) {
      UUID id = (UUID) value;
      out.putInt(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
  },
  TEXT("text", 25, 1009, String.class) {
    @Override
    void write(BinaryOutput out, Object value) {
      byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
      out.putInt(bytes.length).put(bytes);
    }
  },
  /**
   * A list of texts. Only {@link Table#append} can write it, because PostgreSQL has no arrays of
   * arrays.
   */
  TEXTS("text[]", 1009, 0, List.class) {
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

    @Override
    @Nullable Object read(ResultSet result, int column) throws SQLException {
      Array texts = result.getArray(column);
      return texts == null ? null : Arrays.asList((String[]) texts.getArray());
    }
  },
  BIGINT("bigint", 20, 1016, Long.class) {
    @Override
    void write(BinaryOutput out, Object value) {
      out.putInt(Long.BYTES).putLong((long) value);
    }
  },
  INTEGER("integer", 23, 1007, Integer.class) {
    @Override
    void write(BinaryOutput out, Object value) {
      out.putInt(Integer.BYTES).putInt((int) value);
    }
  },
  DOUBLE("double precision", 701, 1022, Double.class) {
    @Override
    void write(BinaryOutput out, Object value) {
      out.putInt(Double.BYTES).putDouble((double) value);
    }
  },
  BOOLEAN("boolean", 16, 1000, Boolean.class) {
    @Override
    void write(BinaryOutput out, Object value) {
      out.putInt(1).put((byte) ((boolean) value ? 1 : 0));
    }
  },
  TIMESTAMPTZ("timestamptz", 1184, 1185, Instant.class) {
    @Override
    void write(BinaryOutput out, Object value) {
      out.putInt(Long.BYTES).putLong(ChronoUnit.MICROS.between(POSTGRES_EPOCH, (Instant) value));
    }

    @Override
    @Nullable Object read(ResultSet result, int column) throws SQLException {
      OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
      return time == null ? null : time.toInstant();
    }
  },
  INET("inet", 869, 1041, InetAddress.class) {
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

    @Override
    @Nullable Object read(ResultSet result, int column) throws SQLException {
      String text = result.getString(column);
      // A network is not an address. It is returned as text, so that it differs from every address.
      return text == null || text.contains("/") ? text : InetAddress.ofLiteral(text);
    }
  };

  private static final Instant POSTGRES_EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int NULL = -1;

  private final String sqlName;
  private final int oid;
  private final int arrayOid;
  private final Class<?> javaType;

  ColumnType(String sqlName, int oid, int arrayOid, Class<?> javaType) {
    this.sqlName = sqlName;
    this.oid = oid;
    this.arrayOid = arrayOid;
    this.javaType = javaType;
  }

  abstract void write(BinaryOutput out, Object value);

  /** Returns a row's value, of the class that {@link #write} takes. */
  @Nullable Object read(ResultSet result, int column) throws SQLException {
    return result.getObject(column, javaType);
  }

  /** Returns the name of the type in SQL. */
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
