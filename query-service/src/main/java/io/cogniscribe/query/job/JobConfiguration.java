package io.cogniscribe.query.job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class JobConfiguration {

  /** One third of the heap: enough for 5 texts of the largest size or 1,000 of the usual size. */
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
