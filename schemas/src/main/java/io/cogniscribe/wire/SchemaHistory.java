package io.cogniscribe.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Every version of one message's schema that was ever used, oldest first: the resources {@code
 * avro/NAME/v1.avsc}, {@code v2.avsc} and so on. A released version is never edited; tests with
 * recorded bytes check this.
 */
public record SchemaHistory(String name, List<Schema> versions) {

  public SchemaHistory {
    versions = List.copyOf(versions);
  }

  /**
   * Reads the history of {@code name} from the resources of {@code owner}, so that a module can
   * have its own schemas.
   *
   * @throws IllegalStateException when there is no first version
   */
  public static SchemaHistory load(Class<?> owner, String name) {
    List<Schema> versions = new ArrayList<>();
    for (int version = 1; ; version++) {
      try (InputStream in = owner.getResourceAsStream("/avro/" + name + "/v" + version + ".avsc")) {
        if (in == null) {
          break;
        }
        versions.add(new Schema.Parser().parse(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (versions.isEmpty()) {
      throw new IllegalStateException("no schema avro/" + name + "/v1.avsc");
    }
    return new SchemaHistory(name, versions);
  }

  /** Returns the version that is written now. */
  public Schema current() {
    return versions.getLast();
  }
}
