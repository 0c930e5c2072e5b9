package io.cogniscribe.command.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.settings.Settings;
import io.cogniscribe.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandSettingsTest {

  private static final String NAMES = "Zq3vT9xLw2RkYp8sNc5bHd7fJg4mAe6u";
  private static final String ACTORS = "kP4wR8tYc2MbNx6vQz9sLd3fHj7gTa5e";

  private final Map<String, String> variables = new HashMap<>();

  CommandSettingsTest() {
    variables.put("NAME_KEY_SECRET", NAMES);
    variables.put("ACTOR_KEY_SECRET", ACTORS);
    variables.put("STATE_DIR", "/state");
  }

  @Test
  void hasDefaultsForMostVariables() {
    CommandSettings settings = CommandSettings.of(Settings.of(variables));

    assertThat(settings.previousActorKey()).isEmpty();
    assertThat(settings.actorKeySince()).isEqualTo(Instant.EPOCH);
    assertThat(settings.tokenLifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.maxFileSizeMb()).isEqualTo(1000);
    assertThat(settings.instanceId()).isEqualTo("local");
    assertThat(settings.instanceAddress()).isEmpty();
    assertThat(settings.storesInMemory()).isFalse();
    assertThat(settings.stateDirectory()).isEqualTo(Path.of("/state"));
  }

  @Test
  void readsWhatIsSet() {
    variables.put("ACTOR_KEY_SECRET_PREVIOUS", NAMES);
    variables.put("ACTOR_KEY_SINCE", "2026-11-29T03:00:00Z");
    variables.put("HOSTNAME", "command-0");
    variables.put("INSTANCE_ADDRESS", "command-0:8080");
    variables.put("STATE_STORE", "Memory");

    CommandSettings settings = CommandSettings.of(Settings.of(variables));

    assertThat(settings.previousActorKey()).contains(settings.nameKey());
    assertThat(settings.actorKeySince()).isEqualTo(Instant.parse("2026-11-29T03:00:00Z"));
    assertThat(settings.instanceId()).isEqualTo("command-0");
    assertThat(settings.instanceAddress()).contains("command-0:8080");
    assertThat(settings.storesInMemory()).isTrue();
    assertThat(settings.toString()).doesNotContain(NAMES, ACTORS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NAME_KEY_SECRET", "ACTOR_KEY_SECRET", "STATE_DIR"})
  void namesARequiredVariableThatIsMissing(String variable) {
    variables.put(variable, " ");

    assertRefused(variable + " is not set: ");
  }

  @ParameterizedTest
  @CsvSource({
    "NAME_KEY_SECRET,           short,  NAME_KEY_SECRET is shorter than 32 bytes",
    "ACTOR_KEY_SECRET,          short,  ACTOR_KEY_SECRET is shorter than 32 bytes",
    "ACTOR_KEY_SECRET_PREVIOUS, short,  ACTOR_KEY_SECRET_PREVIOUS is shorter than 32 bytes",
    "ACTOR_KEY_SECRET_PREVIOUS, " + ACTORS + ", ACTOR_KEY_SECRET_PREVIOUS is ACTOR_KEY_SECRET",
    "ACTOR_KEY_SINCE,           today,  ACTOR_KEY_SINCE is not an instant",
    "JWT_EXPIRE_HOURS,          0,      JWT_EXPIRE_HOURS is",
    "JWT_EXPIRE_HOURS,          1e3,    JWT_EXPIRE_HOURS is",
    "MAX_FILE_SIZE_MB,          -3,     MAX_FILE_SIZE_MB is",
    "INSTANCE_ADDRESS,          alone,  INSTANCE_ADDRESS is not an address",
    "STATE_STORE,               disk,   STATE_STORE is unknown",
  })
  void namesAVariableThatIsWrong(String variable, String value, String message) {
    variables.put(variable, value);

    assertRefused(message);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> CommandSettings.of(Settings.of(variables)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message);
  }
}
