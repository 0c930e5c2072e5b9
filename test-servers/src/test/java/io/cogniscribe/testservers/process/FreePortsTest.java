package io.cogniscribe.testservers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FreePortsTest {

  @Test
  void givesParallelForksDifferentPorts() {
    assertThat(FreePorts.lowest(2))
        .isGreaterThanOrEqualTo(FreePorts.lowest(1) + FreePorts.PORTS_OF_A_FORK);
  }

  @Test
  void choosesPortsOfTheForkThatRunsTheTest() {
    int fork = Integer.parseInt(System.getProperty("cogniscribe.fork", ""));
    int lowest = FreePorts.lowest(fork);

    assertThat(fork).isPositive();
    assertThat(IntStream.range(0, 100).map(_ -> FreePorts.next()))
        .allSatisfy(
            port -> assertThat(port).isBetween(lowest, lowest + FreePorts.PORTS_OF_A_FORK - 1));
  }
}
