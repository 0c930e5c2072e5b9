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
            case LoopState.Running(int left, _) when left > 0 ->
                "%d partitions have another owner in the store: see that a single group of projectors uses it"
                    .formatted(left);
            case LoopState.Running(_, int elsewhere) when elsewhere > 0 ->
                "%d partitions are applied to another store by a projector of the same group: give each store a Kafka cluster of its own"
                    .formatted(elsewhere);
            case LoopState.Running _ -> "running";
            case LoopState.Starting() -> "starting";
            case LoopState.Waiting(String reason) -> "waiting: " + reason;
            case LoopState.Stopped(String reason) -> "stopped: " + reason;
          };
      health.withDetail(loop.name(), detail);
      if (!(loop.state() instanceof LoopState.Running running && running.isComplete())) {
        health.down();
      }
    }
    return health.build();
  }
}
