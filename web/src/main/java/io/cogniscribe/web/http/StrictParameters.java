package io.cogniscribe.web.http;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Parses UUIDs in paths and queries as strictly as in bodies. A property editor is needed: after a
 * converter fails, Spring tries the JDK's lenient parser.
 */
@ControllerAdvice
final class StrictParameters {

  @InitBinder
  void readStrictly(WebDataBinder binder) {
    binder.registerCustomEditor(UUID.class, new CanonicalUuidEditor());
  }

  private static final class CanonicalUuidEditor extends PropertyEditorSupport {
    @Override
    public void setAsText(String text) {
      setValue(
          CanonicalUuid.parse(text)
              .orElseThrow(() -> new IllegalArgumentException("not a canonical UUID")));
    }
  }
}
