package io.cogniscribe.projections.kit;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobProgressed;
import io.cogniscribe.job.JobStatus;
import io.cogniscribe.message.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Random jobs of some users. Each job has a valid history, and the histories are interleaved like
 * in a log.
 */
public final class RandomHistory {

  private static final int USERS = 20;
  private static final int JOBS_AT_ONCE = 50;

  private final Random random;
  private final List<UUID> users;
  private final List<JobStory> open = new ArrayList<>();
  private final List<RecordedEvent<JobEvent>> events = new ArrayList<>();
  private final List<RecordedEvent<JobProgressed>> reports = new ArrayList<>();
  private final Instant start;

  private RandomHistory(long seed, Instant start) {
    this.random = new Random(seed);
    this.start = start.truncatedTo(ChronoUnit.MICROS);
    this.users = Stream.generate(() -> Events.id(random)).limit(USERS).toList();
  }

  /** Returns a history of about the given number of events. It depends only on the seed. */
  public static RandomHistory of(long seed, int events, Instant start) {
    RandomHistory history = new RandomHistory(seed, start);
    while (history.events.size() < events) {
      history.step();
    }
    return history;
  }

  /** Returns the events in a possible order of the log. */
  public List<RecordedEvent<JobEvent>> events() {
    return events;
  }

  public List<RecordedEvent<JobProgressed>> reports() {
    return reports;
  }

  private void step() {
    if (open.size() < JOBS_AT_ONCE) {
      // Jobs start up to 40 days apart, so that the history crosses the end of a month.
      Instant at = start.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 40)));
      JobStory story = JobStory.submitted(Events.id(random), users.get(random.nextInt(USERS)), at);
      open.add(story);
      events.add(story.last());
      return;
    }
    JobStory story = open.get(random.nextInt(open.size()));
    if (story.status() == JobStatus.PROCESSING && random.nextBoolean()) {
      reports.add(story.progress(random.nextInt(101)));
      return;
    }
    switch (story.status()) {
      case PENDING -> either(5, story::started, story::cancelled);
      case PROCESSING -> {
        if (random.nextInt(10) == 0) {
          story.cancelled();
        } else {
          either(3, () -> story.completed("Part " + random.nextInt()), story::failed);
        }
      }
      case FAILED -> either(3, story::retried, story::deleted);
      case COMPLETED, CANCELLED -> story.deleted();
    }
    events.add(story.last());
    boolean isOver =
        switch (story.status()) {
          case PENDING, PROCESSING, FAILED -> false;
          case COMPLETED, CANCELLED -> random.nextInt(4) != 0;
        };
    if (isOver || story.last().payload() instanceof JobEvent.JobDeleted) {
      open.remove(story);
    }
  }

  private void either(int odds, Runnable usually, Runnable sometimes) {
    (random.nextInt(odds) == 0 ? sometimes : usually).run();
  }
}
