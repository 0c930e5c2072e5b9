package io.cogniscribe.devstack.demo;

import io.cogniscribe.devstack.stack.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Sources of the transcripts of a demo. */
public final class Transcripts {

  // Limited, because all transcripts are held in memory.
  private static final int MOST = 500;

  private static final String SENTENCE =
      "The left ventricle pumps oxygenated blood into the aorta, and the valve keeps it from"
          + " flowing back. ";

  private Transcripts() {}

  /** Returns the first 500 transcripts of a file of JSON lines, with or without gzip. */
  static List<Transcript> read(Path file) throws IOException {
    try (BufferedReader lines = open(file)) {
      List<Transcript> transcripts =
          lines
              .lines()
              .limit(MOST)
              .filter(line -> !line.isBlank())
              .map(line -> JsonMapper.shared().readValue(line, Transcript.class))
              .toList();
      if (transcripts.isEmpty()) {
        throw Refusal.usage(file + " holds no transcripts");
      }
      return transcripts;
    } catch (NoSuchFileException e) {
      throw Refusal.usage("there is no file " + file);
    } catch (JacksonException e) {
      throw Refusal.usage(
          file
              + " must hold a JSON object with a transcript in each line: "
              + e.getOriginalMessage());
    }
  }

  /**
   * Returns the texts of such a file.
   *
   * @throws Refusal when it has none
   */
  public static List<String> texts(Path file) throws IOException {
    return read(file).stream().map(Transcript::transcriptText).toList();
  }

  /** Returns generated transcripts of different lengths. */
  static List<Transcript> invented() {
    return Stream.iterate(1, number -> number + 1)
        .limit(20)
        .map(number ->
            new Transcript(
                "lecture-" + number + ".mp3",
                "Lecture " + number,
                17L * number * 10,
                60.0 * number,
                SENTENCE.repeat(number * 10).strip()))
        .toList();
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream input = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(input) : input,
            StandardCharsets.UTF_8));
  }
}
