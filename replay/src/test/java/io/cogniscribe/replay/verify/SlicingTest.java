package io.cogniscribe.replay.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Groups are spread over slices evenly, even if their ids are similar. */
final class SlicingTest {

  private static final int GROUPS = 100_000;

  @Test
  void slicesAreOfAboutOneSizeEvenForIdsThatCountUp() {
    Slicing slicing = new Slicing(0, 1, 10);

    Map<Integer, Long> sizes =
        LongStream.range(0, GROUPS)
            .mapToObj(i -> slicing.of(new UUID(7, i)))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(sizes).hasSize(10).doesNotContainKey(Slicing.NONE);
    assertThat(sizes.values())
        .allSatisfy(size -> assertThat(size).isCloseTo(GROUPS / 10, Percentage.withPercentage(5)));
  }

  @Test
  void aSampleHasItsShareAndAnotherSaltHasOtherGroups() {
    long both =
        LongStream.range(0, GROUPS)
            .mapToObj(i -> new UUID(7, i))
            .filter(id -> new Slicing(1, 0.05, 3).of(id) != Slicing.NONE)
            .filter(id -> new Slicing(2, 0.05, 3).of(id) != Slicing.NONE)
            .count();
    long sampled =
        LongStream.range(0, GROUPS)
            .filter(i -> new Slicing(1, 0.05, 3).of(new UUID(7, i)) != Slicing.NONE)
            .count();

    assertThat(sampled / (double) GROUPS).isCloseTo(0.05, within(0.005));
    assertThat(both / (double) GROUPS).isCloseTo(0.0025, within(0.001));
  }

  @Test
  void aKeyThatIsNoIdIsInNoSlice() {
    assertThat(new Slicing(0, 1, 10).of("0f3b")).isEqualTo(Slicing.NONE);
  }
}
