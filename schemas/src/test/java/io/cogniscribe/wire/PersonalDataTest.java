package io.cogniscribe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that personal data has its own record type, and names the person that it belongs to. */
final class PersonalDataTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "job-command | client_address user_agent filename original_filename file_path"
            + " transcript_text summary_text",
        "job-event | filename original_filename file_path transcript_text summary_text",
        "account-command | client_address user_agent username email password_hash",
        "account-event | username email password_hash client_address user_agent",
        "audit-event | ip_address user_agent"
      })
  void personalFieldsAreMarked(String schema, String fields) {
    Set<String> marked = new TreeSet<>();
    collect(SchemaHistory.load(Codecs.class, schema).current(), marked);

    assertThat(marked).containsExactlyInAnyOrder(fields.split(" "));
  }

  private static void collect(Schema schema, Set<String> marked) {
    switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          if (isPersonal(field.schema())) {
            assertThat(field.getProp("personal_of")).as(field.name()).isNotBlank();
            marked.add(field.name());
          } else {
            assertThat(field.getProp("personal_of")).as(field.name()).isNull();
            collect(field.schema(), marked);
          }
        }
      }
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, marked));
      case ARRAY -> collect(schema.getElementType(), marked);
      default -> {}
    }
  }

  private static boolean isPersonal(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream().anyMatch(PersonalDataTest::isPersonal)
        : PersonalBinding.fits(schema);
  }
}
