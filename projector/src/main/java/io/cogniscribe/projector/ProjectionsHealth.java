package io.cogniscribe.projector;

import io.cogniscribe.projections.engine.LoopState;
import io.cogniscribe.projections.engine.ProjectionLoop;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports UP when no projection is in trouble, and the state of each projection. Reads the last
 * state that each loop recorded and never waits.
 */
record ProjectionsHealth(Projections projections) implements HealthIndicator {

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (ProjectionLoop<?> loop : projections.loops()) {
      Optional<String> trouble = loop.trouble();
      health.withDetail(loop.name(), trouble.orElseGet(() -> progress(loop.state())));
      if (trouble.isPresent()) {
        health.down();
      }
    }
    return health.build();
  }

  private static String progress(LoopState state) {
    return switch (state) {
      case LoopState.Running _ -> "running";
      case LoopState.Starting() -> "starting";
      case LoopState.Waiting(String reason) -> "waiting: " + reason;
      case LoopState.Stopped(String reason) -> "stopped: " + reason;
    };
  }
}
