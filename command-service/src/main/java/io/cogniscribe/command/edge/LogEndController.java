package io.cogniscribe.command.edge;

import io.cogniscribe.command.engine.LogEndReader;
import io.cogniscribe.web.consistency.LogEnds;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Reports the end offsets of the command topics to the query-service, so that it can refuse a
 * consistency token beyond them at once. The gateway does not expose this route.
 */
@RestController
record LogEndController(LogEndReader reader) {

  @GetMapping(LogEnds.PATH)
  LogEnds ends() {
    List<LogEnds.TopicEnds> topics =
        reader.ends().entrySet().stream()
            .map(topic -> new LogEnds.TopicEnds(topic.getKey(), topic.getValue()))
            .toList();
    return new LogEnds(topics);
  }
}
