package io.cogniscribe.web.problem;

import io.cogniscribe.web.http.BodyTooSlowException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** The error page of the web server: what filters and the firewall refuse ends here. */
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

  /** A client that asks for the error page by its path is told that there is none. */
  private static HttpStatus status(HttpServletRequest request) {
    if (request.getAttribute(BodyTooSlowException.ATTRIBUTE) != null) {
      // Tomcat gives a read that timed out one of several statuses.
      return HttpStatus.REQUEST_TIMEOUT;
    }
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? Optional.ofNullable(HttpStatus.resolve(status)).orElse(HttpStatus.INTERNAL_SERVER_ERROR)
        : HttpStatus.NOT_FOUND;
  }
}
