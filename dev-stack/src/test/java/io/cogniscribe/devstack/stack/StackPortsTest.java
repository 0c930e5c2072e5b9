package io.cogniscribe.devstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cogniscribe.testservers.process.RecordedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StackPortsTest {

  @Test
  void usesDefaultsWhenTheEnvironmentSetsNoPort() {
    StackPorts ports = StackPorts.of(Map.of("QUERY_PORT", "9000", "REDIS_PORT", " "));

    assertThat(ports).isEqualTo(new StackPorts(8000, 8080, 9000, 8082, 19092, 15432, 16379));
  }

  @Test
  void findsThePortsOfARunningStackInItsFolder(@TempDir Path folder) throws IOException {
    DataFolder data = new DataFolder(folder);
    StackPorts ports = new StackPorts(1, 2, 3, 4, 5, 6, 7);
    data.recordPorts(ports);
    assertThat(data.ports(Map.of()).gateway()).as("nothing runs").isEqualTo(8000);

    RecordedProcess.of(ProcessHandle.current()).write(data.pidFile("stack"));

    assertThat(data.ports(Map.of("REDIS_PORT", ""))).isEqualTo(ports);
    assertThat(data.ports(Map.of("GATEWAY_PORT", "99")).gateway()).isEqualTo(99);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "65535", "8o80"})
  void namesTheVariableWhenItIsNoPort(String value) {
    assertThatThrownBy(() -> StackPorts.of(Map.of("KAFKA_PORT", value)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("KAFKA_PORT")
        .hasMessageContaining(value);
  }

  @Test
  void namesBothVariablesWhenAPortIsUsedTwice() {
    StackPorts ports = StackPorts.of(Map.of("COMMAND_PORT", "23000", "QUERY_PORT", "24000"));

    assertThatThrownBy(ports::check)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("port 24000 is used twice");
  }
}
