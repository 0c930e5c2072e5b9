package io.cogniscribe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseLoginTest {

  private static final String STRONG = "Qx7vZk2mLw9bRj4hYc8nAe5tUg3pDs6f";

  private final Map<String, String> variables =
      new HashMap<>(
          Map.of(
              "DATABASE_OWNER_URL", "postgresql://owner:simple@db/app",
              "DATABASE_URL", "postgresql://cogniscribe_projector:" + STRONG + "@db/app",
              "DATABASE_QUERY_PASSWORD", STRONG + "2"));

  @Test
  void theOwnerSeesToBothRoles() {
    assertThat(logins())
        .containsExactly(
            new DatabaseLogin("cogniscribe_projector", STRONG),
            new DatabaseLogin("cogniscribe_query", STRONG + "2"));
    assertThat(logins().toString()).doesNotContain(STRONG);
  }

  @Test
  void withoutAnOwnerAnAdministratorDoes() {
    variables.remove("DATABASE_OWNER_URL");

    assertThat(logins()).isEmpty();
  }

  @Test
  void usersOfOtherNamesAreLeftAlone() {
    variables.put("DATABASE_URL", "postgresql://somebody:weak@db/app");
    variables.remove("DATABASE_QUERY_PASSWORD");

    assertThat(logins()).isEmpty();
  }

  @Test
  void passwordsThatCouldBeGuessedAreRefused() {
    variables.put("DATABASE_QUERY_PASSWORD", "cogniscribe");
    assertThatThrownBy(this::logins)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("DATABASE_QUERY_PASSWORD is shorter than 32 bytes");

    variables.put("DATABASE_URL", "postgresql://cogniscribe_projector:hidden@db/app");
    assertThatThrownBy(this::logins)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("the password in DATABASE_URL is shorter than 32 bytes")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void aWrongUrlOfTheOwnerIsNamed() {
    variables.put("DATABASE_OWNER_URL", "mysql://owner:simple@db/app");

    assertThatThrownBy(this::logins)
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("DATABASE_OWNER_URL does not begin with postgresql://");
  }

  private List<DatabaseLogin> logins() {
    return Settings.of(variables).databaseLogins();
  }
}
