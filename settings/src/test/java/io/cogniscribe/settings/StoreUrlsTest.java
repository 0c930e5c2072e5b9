package io.cogniscribe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreUrlsTest {

  @ParameterizedTest
  @CsvSource({
    "postgresql://u:p@db:5433/app,                   jdbc:postgresql://db:5433/app,           u,   p",
    "postgres://u:p@db/app,                          jdbc:postgresql://db:5432/app,           u,   p",
    "postgresql://u%40x:p%3A%2F%40+%C3%A9@my_db/app, jdbc:postgresql://my_db:5432/app,        u@x, p:/@+é",
    "postgresql://u:p@[::1]:5432/app,                jdbc:postgresql://[::1]:5432/app,        u,   p",
    "postgresql://u:p@db/app?sslmode=require,        jdbc:postgresql://db:5432/app?sslmode=require, u, p",
  })
  void databaseUrls(String url, String jdbcUrl, String user, String password) {
    assertThat(Settings.of(Map.of("DATABASE_URL", url)).database())
        .isEqualTo(new Database(jdbcUrl, user, password));
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://u:hidden@db/app,                     does not begin with postgresql://",
    "jdbc:postgresql://db/app,                    is not a URL",
    "postgresql://db:5432/app,                    names no user and password",
    "postgresql://u@db:5432/app,                  names no user and password",
    "postgresql://u:hidden@db:5432,               names no database",
    "postgresql://u:hidden@db:5432/,              names no database",
    "postgresql://u:hidden@db:5432/a/b,           names no database",
    "postgresql://u:hidden@db:0/app,              has no valid port",
    "postgresql://u:hidden@db:70000/app,          has no valid port",
    "postgresql://u:hidden@db:port/app,           is not a URL",
    "postgresql://u:hid@den@db:5432/app,          is not a URL",
    "postgresql://u:hid%zz@db:5432/app,           is not a URL",
    "postgresql://u:hidden@:5432/app,             is not a URL",
    "'postgresql://u:hid den@db/app',             is not a URL",
    "postgresql://u:hidden@db/app?loggerFile=/x,  has a parameter other than",
    "localhost,                                   is not a URL",
  })
  void otherDatabaseUrlsAreRefusedWithoutShowingThePassword(String url, String problem) {
    assertThatThrownBy(() -> Settings.of(Map.of("DATABASE_URL", url)).database())
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("DATABASE_URL " + problem)
        .hasMessageContaining("set it to postgresql://user:password@host:port/database")
        .message()
        .doesNotContain("hid");
  }

  @Test
  void redisUrls() {
    assertThat(redis("redis://localhost:6380/2"))
        .isEqualTo(new RedisAddress("localhost", 6380, null, null, 2, false));
    assertThat(redis("redis://cache"))
        .isEqualTo(new RedisAddress("cache", 6379, null, null, 0, false));
    assertThat(redis("rediss://:p%40ss@cache:1/0"))
        .isEqualTo(new RedisAddress("cache", 1, null, "p@ss", 0, true));
    assertThat(redis("redis://app:pass@cache/"))
        .isEqualTo(new RedisAddress("cache", 6379, "app", "pass", 0, false));
  }

  @ParameterizedTest
  @CsvSource({
    "http://cache:6379/0,      does not begin with redis://",
    "cache:6379,               is not a URL",
    "redis://cache:0/0,        has no valid port",
    "redis://cache:66000/0,    has no valid port",
    "redis://cache:6379/zero,  names no database by its number",
    "redis://cache:6379/0?a=b, names no database by its number",
    "redis:///0,               is not a URL",
  })
  void otherRedisUrlsAreRefused(String url, String problem) {
    assertThatThrownBy(() -> redis(url))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("REDIS_URL " + problem);
  }

  @Test
  void passwordsAreNotPrinted() {
    assertThat(
            Settings.of(Map.of("DATABASE_URL", "postgresql://u:hidden@db/app"))
                .database()
                .toString())
        .contains("db:5432/app")
        .doesNotContain("hidden");
    assertThat(redis("redis://:hidden@cache/0").toString())
        .contains("cache")
        .doesNotContain("hidden");
  }

  private static RedisAddress redis(String url) {
    return Settings.of(Map.of("REDIS_URL", url)).redis();
  }
}
