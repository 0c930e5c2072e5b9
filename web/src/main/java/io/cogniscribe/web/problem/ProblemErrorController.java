package io.cogniscribe.web.problem;

import io.cogniscribe.web.http.BodyTooSlowException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** The web server's error page: answers requests that filters or the firewall refused. */
@Controller
final class ProblemErrorController implements ErrorController {

  private final ProblemWriter writer;

  ProblemErrorController(ProblemWriter writer) {
    this.writer = writer;
  }

  @RequestMapping("${server.error.path:/error}")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    writer.write(request, response, MvcProblems.of(status(request)));
  }

  /** Returns 404 if a client requests the error page by its path. */
  private static int status(HttpServletRequest request) {
    if (request.getAttribute(BodyTooSlowException.ATTRIBUTE) != null) {
      // Tomcat reports a read time-out with one of several statuses.
      return HttpStatus.REQUEST_TIMEOUT.value();
    }
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : HttpStatus.NOT_FOUND.value();
  }
}
