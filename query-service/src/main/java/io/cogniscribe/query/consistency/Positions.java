package io.cogniscribe.query.consistency;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads, by source, the highest command offset whose events are in a projection's rows. */
record Positions(JdbcClient postgres) implements Supplier<Map<Source, Long>> {

  private static final String READ =
      "SELECT projection, topic, \"partition\", cause_offset FROM projection_positions";

  private record Row(Source source, long causeOffset) {}

  @Override
  public Map<Source, Long> get() {
    return postgres
        .sql(READ)
        .query((row, _) ->
            new Row(new Source(row.getString(1), row.getString(2), row.getInt(3)), row.getLong(4)))
        .list()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Row::source, Row::causeOffset));
  }
}
