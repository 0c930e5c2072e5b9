package io.cogniscribe.query.store;

import io.cogniscribe.query.QueryService;
import io.cogniscribe.settings.ServiceStart;
import io.cogniscribe.settings.Settings;
import io.cogniscribe.web.problem.ProblemTranslation;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  /** Rejects commands while Redis is disconnected, instead of queueing them. */
  @Bean
  LettuceClientOptionsBuilderCustomizer failFast() {
    return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
  }

  @Bean
  RedisReads redisReads(StringRedisTemplate redis) {
    return new RedisReads(redis, System::nanoTime);
  }

  /**
   * The name of the bean gives the component of the readiness group its name, {@code projections}.
   */
  @Bean
  ProjectionsHealth projectionsHealthIndicator(
      JdbcClient postgres, StringRedisTemplate redis, Settings settings) {
    return new ProjectionsHealth(postgres, redis, settings.readinessPatience());
  }

  @Bean
  StartCheck startCheck(JdbcClient postgres, StringRedisTemplate redis, Settings settings) {
    return new StartCheck(
        postgres,
        redis,
        settings.startPatience(),
        (line, exitCode) -> ServiceStart.refuse(QueryService.class, line, exitCode));
  }

  @Bean
  ProblemTranslation missingSchema() {
    return new MissingSchema();
  }
}
