package io.cogniscribe.web.problem;

import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers requests that Tomcat refuses before any filter runs, such as one with a malformed request
 * line. Tomcat's own valve would send an HTML page.
 */
final class ProblemReportValve extends ErrorReportValve {

  private final JsonMapper json;

  ProblemReportValve(JsonMapper json) {
    this.json = json;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    boolean reported = response.getStatus() < 400 || response.getContentWritten() > 0;
    if (reported || !response.setErrorReported() || !isWritable(response)) {
      return;
    }
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding("UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Content-Type-Options", "nosniff");
      Writer writer = response.getReporter();
      if (writer != null) {
        ProblemException problem = MvcProblems.of(response.getStatus());
        writer.write(json.writeValueAsString(Problem.of(problem, null, null)));
        response.finishResponse();
      }
    } catch (IOException clientIsGone) {
      getContainer().getLogger().debug("An error could not be reported", clientIsGone);
    }
  }

  private static boolean isWritable(Response response) {
    AtomicBoolean allowed = new AtomicBoolean(false);
    response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
    return allowed.get();
  }
}
