package io.cogniscribe.command.job;

import io.cogniscribe.command.settings.CommandSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures the rules and the HTTP API of jobs. It needs the edge, and the {@link Users}. */
@Configuration(proxyBeanMethods = false)
@Import({JobController.class, BatchController.class, BatchReader.class, JobCommandFactory.class})
public class JobConfiguration {

  private static final long BYTES_PER_MEGABYTE = 1024L * 1024;

  @Bean
  JobRules jobRules(CommandSettings settings) {
    return new JobRules(settings.maxFileSizeMb() * BYTES_PER_MEGABYTE);
  }
}
