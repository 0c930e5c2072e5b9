package io.cogniscribe.projections.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgArray;

/** Creates array parameters for statements that take many rows. */
public final class BinaryArray {

  private static final int ONE_DIMENSION = 1;
  private static final int MAY_HAVE_NULLS = 1;
  private static final int FIRST_INDEX = 1;

  private BinaryArray() {}

  /**
   * Returns an array of one value from each row, in binary format. The driver would write ids and
   * times as text.
   */
  public static <R> Array of(
      Connection connection,
      ColumnType type,
      Collection<R> rows,
      Function<? super R, ? extends @Nullable Object> value)
      throws SQLException {
    BinaryOutput out = new BinaryOutput();
    out.putInt(ONE_DIMENSION)
        .putInt(MAY_HAVE_NULLS)
        .putInt(type.oid())
        .putInt(rows.size())
        .putInt(FIRST_INDEX);
    rows.forEach(row -> type.writeNullable(out, value.apply(row)));
    return new PgArray(connection.unwrap(BaseConnection.class), type.arrayOid(), out.toByteArray());
  }
}
