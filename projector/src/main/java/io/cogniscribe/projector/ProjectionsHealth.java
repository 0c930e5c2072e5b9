package io.cogniscribe.projector;

import io.cogniscribe.projector.engine.LoopState;
import io.cogniscribe.projector.engine.ProjectionLoop;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up when every projection applies what comes; says of each other one what it waits for. */
record ProjectionsHealth(Projections projections) implements HealthIndicator {

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (ProjectionLoop<?> loop : projections.loops()) {
      String detail =
          switch (loop.state()) {
            case LoopState.Running(int left) when left > 0 ->
                "running; %d partitions are left to another projector".formatted(left);
            case LoopState.Running _ -> "running";
            case LoopState.Starting() -> "starting";
            case LoopState.Waiting(String reason) -> "waiting: " + reason;
            case LoopState.Stopped(String reason) -> "stopped: " + reason;
          };
      health.withDetail(loop.name(), detail);
      if (!(loop.state() instanceof LoopState.Running)) {
        health.down();
      }
    }
    return health.build();
  }
}
