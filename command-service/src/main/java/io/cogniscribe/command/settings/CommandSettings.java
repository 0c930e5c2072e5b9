package io.cogniscribe.command.settings;

import io.cogniscribe.settings.Settings;
import io.cogniscribe.settings.SettingsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * The variables that only the command-service reads.
 *
 * @param nameKey {@code NAME_KEY_SECRET}, the key for user names and e-mail addresses; kept
 *     permanently
 * @param actorKey {@code ACTOR_KEY_SECRET}, which signs the commands that the edge writes to Kafka
 * @param previousActorKey {@code ACTOR_KEY_SECRET_PREVIOUS}, whose signatures are still accepted
 * @param actorKeySince {@code ACTOR_KEY_SINCE}: commands that Kafka appended before this time need
 *     no signature
 * @param tokenLifetime {@code JWT_EXPIRE_HOURS}, 24 unless set
 * @param maxFileSizeMb {@code MAX_FILE_SIZE_MB}, 1000 unless set: the largest recording, in MiB
 * @param instanceId {@code INSTANCE_ID}: names this instance among its peers, and stays the same
 *     across restarts; the host's name unless set
 * @param instanceAddress {@code INSTANCE_ADDRESS}: {@code host:port} at which the other instances
 *     reach this one; empty when it is the only one
 * @param storesInMemory true if {@code STATE_STORE} is {@code memory}, not {@code rocksdb}
 * @param stateDirectory {@code STATE_DIR}: the folder of the deciders' state
 */
public record CommandSettings(
    SecretKey nameKey,
    SecretKey actorKey,
    Optional<SecretKey> previousActorKey,
    Instant actorKeySince,
    Duration tokenLifetime,
    int maxFileSizeMb,
    String instanceId,
    Optional<String> instanceAddress,
    boolean storesInMemory,
    Path stateDirectory) {

  /** Reads and checks the variables. */
  public static CommandSettings of(Settings settings) {
    return new CommandSettings(
        settings.secret("NAME_KEY_SECRET"),
        settings.secret("ACTOR_KEY_SECRET"),
        settings.previousSecret("ACTOR_KEY_SECRET_PREVIOUS", "ACTOR_KEY_SECRET"),
        settings.value("ACTOR_KEY_SINCE").map(CommandSettings::instant).orElse(Instant.EPOCH),
        Duration.ofHours(settings.integer("JWT_EXPIRE_HOURS", 24, 1, 24 * 366)),
        settings.integer("MAX_FILE_SIZE_MB", 1000, 1, 1_000_000),
        settings.value("INSTANCE_ID").or(() -> settings.value("HOSTNAME")).orElse("local"),
        settings.value("INSTANCE_ADDRESS").map(CommandSettings::address),
        isMemory(settings.value("STATE_STORE").orElse("rocksdb")),
        folder(settings.required("STATE_DIR", "set it to a folder that survives restarts")));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new SettingsException(
          "ACTOR_KEY_SINCE", "is not an instant", "set it to UTC such as 2026-11-29T03:00:00Z");
    }
  }

  private static String address(String text) {
    if (!text.matches("[A-Za-z0-9._-]+:[0-9]{1,5}")) {
      throw new SettingsException(
          "INSTANCE_ADDRESS", "is not an address", "set it to host:port of this instance");
    }
    return text;
  }

  private static boolean isMemory(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "memory" -> true;
      case "rocksdb" -> false;
      default ->
          throw new SettingsException("STATE_STORE", "is unknown", "set it to rocksdb or memory");
    };
  }

  private static Path folder(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException notAPath) {
      throw new SettingsException("STATE_DIR", "is not a path", "set it to a folder");
    }
  }

  /** Omits the keys, because settings can appear in logs. */
  @Override
  public String toString() {
    return "CommandSettings[" + instanceId + "]";
  }
}
