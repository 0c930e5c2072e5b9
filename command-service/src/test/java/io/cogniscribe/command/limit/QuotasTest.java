package io.cogniscribe.command.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.security.Role;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class QuotasTest {

  private final Quotas quotas = Quotas.of(Settings.of(Map.of()));

  @Test
  void aUserHasTheGuidesLimitsUnlessOthersAreSet() {
    Quotas others = Quotas.of(Settings.of(Map.of("RATE_LIMIT_PER_MINUTE", "20")));

    assertThat(quotas.of(RouteClass.SUBMISSION, Set.of(Role.USER))).isEqualTo(new Quota(10, 100));
    assertThat(others.of(RouteClass.SUBMISSION, Set.of(Role.USER))).isEqualTo(new Quota(20, 100));
  }

  @Test
  void whoWorksForTheSystemIsNotLimitedUnlessItIsSet() {
    for (Role role : Set.of(Role.PRODUCER, Role.WORKER, Role.OPERATOR)) {
      assertThat(quotas.of(RouteClass.SUBMISSION, Set.of(role)).isUnlimited()).isTrue();
      assertThat(quotas.of(RouteClass.WRITE, Set.of(role)).isUnlimited()).isTrue();
    }
    assertThat(
            Quotas.of(Settings.of(Map.of("RATE_LIMIT_WORKER_PER_HOUR", "7000")))
                .of(RouteClass.WRITE, Set.of(Role.WORKER)))
        .isEqualTo(new Quota(0, 7000));
  }

  @Test
  void ofSeveralRolesTheMostGenerousCounts() {
    Quotas limited = Quotas.of(Settings.of(Map.of("RATE_LIMIT_WORKER_PER_MINUTE", "1")));

    assertThat(quotas.of(RouteClass.SUBMISSION, Set.of(Role.USER, Role.PRODUCER)).isUnlimited())
        .isTrue();
    assertThat(limited.of(RouteClass.SUBMISSION, Set.of(Role.USER, Role.WORKER)))
        .isEqualTo(new Quota(10, 100));
  }

  @Test
  void askingForATokenIsLimitedMoreStrictlyThanSubmitting() {
    for (RouteClass routeClass : Set.of(RouteClass.LOGIN, RouteClass.REGISTRATION)) {
      Quota quota = quotas.of(routeClass, Set.of());
      assertThat(quota.perMinute()).isBetween(1, 9);
      assertThat(quota.perHour()).isBetween(1, 99);
    }
  }

  @Test
  void aPolicyNamesTheWindowsThatHaveALimit() {
    assertThat(new Quota(10, 100).policy(RouteClass.SUBMISSION))
        .isEqualTo("\"submission-minute\";q=10;w=60, \"submission-hour\";q=100;w=3600");
    assertThat(new Quota(0, 100).policy(RouteClass.LOGIN)).isEqualTo("\"login-hour\";q=100;w=3600");
  }
}
