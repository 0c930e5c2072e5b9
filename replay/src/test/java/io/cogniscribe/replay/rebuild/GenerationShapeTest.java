package io.cogniscribe.replay.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.postgres.PostgresProjection;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables that are swapped in have the columns, indexes and rights of the previous ones. */
@RealServers
final class GenerationShapeTest {

  private static final String SHAPE =
      """
      SELECT c.relname, a.attname AS part, a.attnum::text || format_type(a.atttypid, a.atttypmod)
        || a.attnotnull || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
        || coalesce((SELECT string_agg(each::text, ' ' ORDER BY each::text)
          FROM unnest(a.attacl) AS each), '') AS what
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT a.attisdropped
      UNION ALL
      SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL
      SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      UNION ALL
      SELECT relname, 'rights', coalesce((SELECT string_agg(each::text, ' ' ORDER BY each::text)
        FROM unnest(relacl) AS each WHERE each::text NOT LIKE pg_get_userbyid(relowner) || '=%'), '')
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      ORDER BY 1, 2, 3
      """;

  private final Backend backend;

  GenerationShapeTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  void everyTableKeepsItsShapeThroughASwap() throws SQLException {
    backend.execute("GRANT SELECT, INSERT ON transcription_jobs TO pg_monitor");
    backend.execute("GRANT SELECT (id, username) ON users TO pg_monitor");
    List<Map<String, @Nullable Object>> before = backend.query(SHAPE);
    TableModels tables = TableModels.of(backend);

    for (PostgresProjection<?> projection :
        ProjectionCatalogue.intoPostgres(Settings.of(Map.of()))) {
      assertThat(tables.of(projection).rebuild(false, Comparison::isEqual).swapped()).isTrue();
    }

    assertThat(backend.query(SHAPE)).isEqualTo(before);
  }
}
