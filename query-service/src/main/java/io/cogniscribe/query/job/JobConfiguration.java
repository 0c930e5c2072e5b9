package io.cogniscribe.query.job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class JobConfiguration {

  /** A third of the heap at most: five texts of the largest size, a thousand of the usual one. */
  @Bean
  TextBudget textBudget() {
    return new TextBudget((int) (Runtime.getRuntime().maxMemory() / 3 / 1024));
  }

  @Bean
  WebMvcConfigurer textBudgetRelease(TextBudget budget) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(budget);
      }
    };
  }
}
