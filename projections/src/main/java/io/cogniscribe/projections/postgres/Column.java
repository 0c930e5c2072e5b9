package io.cogniscribe.projections.postgres;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, and where its value stands in a row.
 *
 * @param <R> the row
 */
public record Column<R>(String name, ColumnType type, Function<R, @Nullable Object> value) {}
