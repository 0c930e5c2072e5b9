package io.cogniscribe.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.devstack.stack.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TranscriptsTest {

  private static final String LINE =
      """
      {"filename":"a.mp3","subject":"Â","words":3,"transcript_duration":1.5,"transcript_text":"ä b c"}
      """;

  private final Path folder;

  TranscriptsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsLinesWithAndWithoutCompression() throws IOException {
    Path plain = Files.writeString(folder.resolve("t.jsonl"), LINE + LINE);
    Path packed = folder.resolve("t.jsonl.gz");
    try (OutputStream output = new GZIPOutputStream(Files.newOutputStream(packed))) {
      output.write((LINE + LINE).getBytes(StandardCharsets.UTF_8));
    }

    assertThat(Transcripts.read(plain))
        .hasSize(2)
        .contains(new Transcript("a.mp3", "Â", 3, 1.5, "ä b c"))
        .isEqualTo(Transcripts.read(packed));
  }

  @Test
  void namesTheFileWhenItIsMissingOrInvalid() throws IOException {
    Path foreign = Files.writeString(folder.resolve("foreign.txt"), "no JSON\n");

    assertThatThrownBy(() -> Transcripts.read(folder.resolve("none")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("there is no file");
    assertThatThrownBy(() -> Transcripts.read(foreign))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("JSON object");
  }

  @Test
  void cutsASummaryAtTheEndOfAWord() {
    Transcript longOne = new Transcript("a.mp3", "s", 1, 1, "word ".repeat(1_000));

    assertThat(longOne.summary()).endsWith("word").hasSizeLessThanOrEqualTo(1_000);
  }
}
