package io.cogniscribe.projections.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.cogniscribe.projections.ProjectionCatalogue;
import io.cogniscribe.projections.kit.Backend;
import io.cogniscribe.projections.kit.FilledRecord;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.testservers.junit.RealServers;
import io.cogniscribe.testservers.junit.TestServers;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Compares every declared table with the migrated one, and writes and reads rows with a value in
 * every column in every way. It finds the tables by the constants {@code TABLE} of row records.
 */
@RealServers
final class ColumnsTest {

  private static final Set<String> KEYS = Set.of("id", "jobId", "key");

  private final Backend backend;

  ColumnsTest(TestServers servers) {
    backend = Backend.on(servers);
  }

  @AfterEach
  void stop() {
    backend.close();
  }

  /** A declared table, with the record type of its rows. */
  private record Declared<R>(Class<R> type, Table<R> table) {

    R filled(int seed) {
      return new FilledRecord(seed, KEYS).of(type);
    }

    UUID group(R row) {
      return table.row(row).get(table.group(), UUID.class);
    }

    boolean hasTexts() {
      return table.columns().stream().anyMatch(column -> column.type() == ColumnType.TEXTS);
    }

    /** Returns the method that converts a row to the record, if the fold reads rows back. */
    Optional<Method> reader() {
      return Stream.of(type.getDeclaredMethods())
          .filter(method -> Modifier.isStatic(method.getModifiers()))
          .filter(method -> List.of(method.getParameterTypes()).equals(List.of(TableRow.class)))
          .findFirst();
    }

    R read(Method reader, TableRow row) throws ReflectiveOperationException {
      reader.setAccessible(true);
      return Objects.requireNonNull(type.cast(reader.invoke(null, row)));
    }
  }

  /** A check of a table, in a transaction that is rolled back. */
  private interface Check {
    <R> void of(Declared<R> declared, Connection connection) throws Exception;
  }

  private void forEachTable(Check check) throws Exception {
    for (Declared<?> declared : declared()) {
      try (Connection connection = backend.owner().getConnection()) {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
          statement.execute("SELECT ensure_audit_month('2026-11-01Z')");
        }
        check.of(declared, connection);
        connection.rollback();
      }
    }
  }

  private static List<Declared<?>> declared() throws ReflectiveOperationException {
    List<Declared<?>> tables = new ArrayList<>();
    for (JavaClass each :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.cogniscribe.projections")) {
      if (each.tryGetField("TABLE").isPresent()) {
        tables.add(declared(each.reflect()));
      }
    }
    return tables;
  }

  @SuppressWarnings("unchecked") // A field does not show the type argument of its value.
  private static <R> Declared<R> declared(Class<R> type) throws ReflectiveOperationException {
    Field table = type.getDeclaredField("TABLE");
    table.setAccessible(true);
    return new Declared<>(type, (Table<R>) Objects.requireNonNull(table.get(null)));
  }

  @Test
  void theCatalogueHasEveryDeclaredTableAndNoOther() throws Exception {
    assertThat(declared())
        .extracting(declared -> declared.table().name())
        .containsExactlyInAnyOrderElementsOf(
            ProjectionCatalogue.verifiable(Settings.of(Map.of())).stream()
                .flatMap(projection -> projection.tables().stream())
                .toList());
  }

  @Test
  void declaredColumnsAreThoseOfTheMigratedTable() throws Exception {
    for (Declared<?> declared : declared()) {
      assertThat(described(declared.table()))
          .as(declared.table().name())
          .containsExactlyInAnyOrderElementsOf(migrated(declared.table().name()));
    }
  }

  private static List<String> described(Table<?> table) {
    return table.columns().stream()
        .map(column ->
            "%s %s%s"
                .formatted(
                    column.name(),
                    column.type().sqlName(),
                    column.maxLength() == Column.UNLIMITED ? "" : "(" + column.maxLength() + ")"))
        .toList();
  }

  private List<String> migrated(String table) {
    return backend
        .query(
            """
            SELECT column_name || ' ' || CASE
                WHEN data_type IN ('character varying', 'character') THEN 'text'
                WHEN data_type = 'timestamp with time zone' THEN 'timestamptz'
                WHEN data_type = 'ARRAY' THEN substr(udt_name, 2) || '[]'
                ELSE data_type END
              || coalesce('(' || character_maximum_length || ')', '') AS described
            FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = ?
            """,
            table)
        .stream()
        .map(row -> String.valueOf(row.get("described")))
        .toList();
  }

  @Test
  void primaryKeysAreThoseOfTheMigratedTable() throws Exception {
    for (Declared<?> declared : declared()) {
      assertThat(
              backend.query(
                  """
                  SELECT column_name FROM information_schema.key_column_usage
                  WHERE table_schema = 'public' AND constraint_name = ?
                  """,
                  declared.table().name() + "_pkey"))
          .as(declared.table().name())
          .extracting(row -> row.get("column_name"))
          .containsExactlyInAnyOrderElementsOf(declared.table().key());
    }
  }

  @Test
  void everyColumnOfAFilledRowHasAValueOfItsOwn() throws Exception {
    for (Declared<?> declared : declared()) {
      assertFilled(declared);
    }
  }

  private static <R> void assertFilled(Declared<R> declared) {
    Map<String, @Nullable Object> older = declared.table().row(declared.filled(1)).values();
    Map<String, @Nullable Object> newer = declared.table().row(declared.filled(2)).values();
    assertThat(newer).doesNotContainValue(null);
    assertThat(
            newer.entrySet().stream()
                .filter(value -> Objects.equals(value.getValue(), older.get(value.getKey())))
                .map(Map.Entry::getKey))
        .as("columns of %s that no upsert would change", declared.table().name())
        .isSubsetOf("id", "user_id", "job_id", "month");
    assertThat(newer.values().stream().filter(value -> !(value instanceof Boolean)).toList())
        .as(declared.table().name())
        .doesNotHaveDuplicates();
  }

  @Test
  void copiesEveryColumn() throws Exception {
    forEachTable(
        new Check() {
          @Override
          public <R> void of(Declared<R> declared, Connection connection) throws SQLException {
            R row = declared.filled(1);
            declared.table().append(connection, List.of(row));
            assertStored(declared, connection, declared.table().row(row));
          }
        });
  }

  @Test
  void replacesEveryColumnOfAGroup() throws Exception {
    forEachTable(
        new Check() {
          @Override
          public <R> void of(Declared<R> declared, Connection connection) throws SQLException {
            R older = declared.filled(1);
            TableRow newer = declared.table().row(declared.filled(2));
            declared.table().append(connection, List.of(older));
            declared.table().replace(connection, declared.group(older), List.of(newer));
            assertStored(declared, connection, newer);
          }
        });
  }

  @Test
  void upsertsEveryColumnOverAnOlderRow() throws Exception {
    forEachTable(
        new Check() {
          @Override
          public <R> void of(Declared<R> declared, Connection connection) throws SQLException {
            Table<R> table = declared.table();
            R older = declared.filled(1);
            R newer = declared.filled(2);
            boolean isSameRow =
                table.row(older).key(table.key()).equals(table.row(newer).key(table.key()));
            // PostgreSQL has no arrays of arrays, and the other tables get only new rows.
            if (!declared.hasTexts() && isSameRow) {
              table.upsert(connection, List.of(older));
              assertStored(declared, connection, table.row(older));
              table.upsert(connection, List.of(newer));
              assertStored(declared, connection, merged(table, older, newer));
            }
          }
        });
  }

  private static <R> TableRow merged(Table<R> table, R older, R newer) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Column<R> column : table.columns()) {
      Object before = Objects.requireNonNull(column.value().apply(older));
      Object after = Objects.requireNonNull(column.value().apply(newer));
      boolean isKey = table.key().contains(column.name());
      values.put(
          column.name(),
          switch (column.merge()) {
            case REPLACE, KEEP_IF_NULL -> isKey ? before : after;
            case ADD -> (long) before + (long) after;
            case ADD_SECONDS ->
                (Math.round((double) before * 1e6) + Math.round((double) after * 1e6)) / 1e6;
            case EARLIEST -> before;
            case LATEST -> after;
          });
    }
    return new TableRow(table.name(), values);
  }

  @Test
  void insertsEveryColumnOfAMissingRow() throws Exception {
    forEachTable(
        new Check() {
          @Override
          public <R> void of(Declared<R> declared, Connection connection) throws SQLException {
            if (!declared.hasTexts()) {
              R older = declared.filled(1);
              declared.table().insertMissing(connection, List.of(older));
              declared.table().insertMissing(connection, List.of(older));
              assertStored(declared, connection, declared.table().row(older));
            }
          }
        });
  }

  @Test
  void aRowThatIsReadBackHasEveryColumnAndAnUpsertOfItChangesNone() throws Exception {
    Set<String> readBack = new HashSet<>();
    forEachTable(
        new Check() {
          @Override
          public <R> void of(Declared<R> declared, Connection connection) throws Exception {
            Optional<Method> reader = declared.reader();
            if (reader.isEmpty()) {
              return;
            }
            readBack.add(declared.table().name());
            R row = declared.filled(1);
            declared.table().append(connection, List.of(row));

            R read =
                declared.read(
                    reader.get(),
                    declared.table().readBack(connection, List.of(declared.group(row))).getFirst());

            for (Column<R> column : declared.table().columns()) {
              assertThat(column.value().apply(read))
                  .as(column.name())
                  .isEqualTo(column.isReadBack() ? column.value().apply(row) : null);
            }
            if (!declared.hasTexts()) {
              declared.table().upsert(connection, List.of(read));
            }
            assertStored(declared, connection, declared.table().row(row));
          }
        });
    assertThat(readBack).containsExactlyInAnyOrder("transcription_jobs", "users", "api_keys");
  }

  private static <R> void assertStored(
      Declared<R> declared, Connection connection, TableRow expected) throws SQLException {
    assertThat(
            declared
                .table()
                .read(connection, List.of(expected.get(declared.table().group(), UUID.class))))
        .containsExactly(expected);
  }
}
