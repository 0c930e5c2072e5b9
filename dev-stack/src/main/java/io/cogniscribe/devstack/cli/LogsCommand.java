package io.cogniscribe.devstack.cli;

import io.cogniscribe.devstack.stack.Refusal;
import io.cogniscribe.devstack.stack.StackStatus;
import io.cogniscribe.testservers.process.LogTail;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(mixinStandardHelpOptions = true, name = "logs", description = "Show the end of a log.")
final class LogsCommand implements Callable<Integer> {

  private static final long POLL_MILLIS = 200;

  @Mixin private final DataOption data = new DataOption();

  @Parameters(
      paramLabel = "SERVICE",
      completionCandidates = Names.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private String name = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Keep printing new lines.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "100",
      description = "Number of lines (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Override
  public Integer call() throws Exception {
    if (!StackStatus.NAMES.contains(name)) {
      throw Refusal.usage("no log of \"" + name + "\": the logs are " + StackStatus.NAMES);
    }
    Path log = data.running().log(name);
    if (!Files.exists(log)) {
      throw Refusal.unavailable("there is no " + log + " yet: start the stack with `up`");
    }
    long end = Files.size(log);
    System.out.println(LogTail.of(log, lines));
    if (follow) {
      follow(log, end);
    }
    return 0;
  }

  /**
   * Follows the log until the user interrupts. A log that became shorter was rotated, and is read
   * from its start.
   */
  private static void follow(Path log, long from) throws IOException, InterruptedException {
    long position = from;
    while (true) {
      long size = log.toFile().length();
      if (size < position) {
        position = 0;
      }
      if (size > position) {
        try (var channel = Files.newByteChannel(log);
            var input = Channels.newInputStream(channel.position(position))) {
          position += input.transferTo(System.out);
        }
        System.out.flush();
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return StackStatus.NAMES.iterator();
    }
  }
}
