package io.cogniscribe.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Submitters of one kind.
 *
 * @param adds the property of the kind, as the end of a sentence
 */
record Variant(String adds, List<Submitter> submitters) {

  private static final Pattern SUBJECT = Pattern.compile("\"sub\":\"([^\"]*)\"");

  /**
   * A submitter of jobs.
   *
   * @param userId owner of the jobs
   */
  record Submitter(String token, String userId) {}

  void add(String token, String userId) {
    submitters.add(new Submitter(token, userId));
  }

  /** Adds a submitter of its own jobs. */
  void add(String token) {
    String claims =
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    Matcher subject = SUBJECT.matcher(claims);
    if (!subject.find()) {
      throw new IllegalArgumentException("the token has no subject");
    }
    add(token, subject.group(1));
  }
}
