package io.cogniscribe.projections.job;

import static io.cogniscribe.projections.postgres.TextColumn.UNLIMITED;
import static io.cogniscribe.projections.postgres.TextColumn.check;

import io.cogniscribe.job.JobEvent;
import io.cogniscribe.job.JobEvent.JobCancelled;
import io.cogniscribe.job.JobEvent.JobCompleted;
import io.cogniscribe.job.JobEvent.JobDeleted;
import io.cogniscribe.job.JobEvent.JobFailed;
import io.cogniscribe.job.JobEvent.JobRetried;
import io.cogniscribe.job.JobEvent.JobStarted;
import io.cogniscribe.job.JobEvent.JobSubmitted;
import io.cogniscribe.message.RecordedEvent;
import io.cogniscribe.projections.engine.UnstorableException;

/** The texts of an event, and the columns that they go to. */
public final class JobTexts {

  private JobTexts() {}

  /**
   * The event itself, when its texts fit.
   *
   * @throws UnstorableException otherwise
   */
  public static RecordedEvent<JobEvent> checked(RecordedEvent<JobEvent> event) {
    check("actor_id", event.actor().id(), UNLIMITED);
    switch (event.payload()) {
      case JobSubmitted submitted -> {
        check("filename", submitted.filename(), 255);
        check("original_filename", submitted.originalFilename(), 255);
        check("file_path", submitted.filePath(), 500);
        check("subject", submitted.subject(), 255);
      }
      case JobCompleted completed -> {
        check("transcript_text", completed.transcriptText(), UNLIMITED);
        check("summary_text", completed.summaryText(), UNLIMITED);
        check("language_detected", completed.languageDetected(), 35);
      }
      case JobFailed failed -> {
        check("error_code", failed.errorCode(), 64);
        check("error_message", failed.errorMessage(), UNLIMITED);
      }
      case JobStarted _, JobRetried _, JobCancelled _, JobDeleted _ -> {}
    }
    return event;
  }
}
