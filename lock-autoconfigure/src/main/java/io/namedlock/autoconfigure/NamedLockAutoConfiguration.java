package io.namedlock.autoconfigure;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;

/**
 * Auto-configuration of named locks: a {@link io.namedlock.LockRegistry} unless there is
 * one, and the locks around annotated methods.
 * <p>
 * It comes after what may define a {@code DataSource}, by the names of Spring Boot 4 and
 * of 3.5.
 *
 * @since 0.1
 */
@AutoConfiguration(afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.JndiDataSourceAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration",
		"org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
		"org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
		"org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
		"org.springframework.boot.autoconfigure.jdbc.JndiDataSourceAutoConfiguration",
		"org.springframework.boot.autoconfigure.jdbc.XADataSourceAutoConfiguration",
		"org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration",
		"org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration",
		"org.springframework.boot.autoconfigure.aop.AopAutoConfiguration" })
@EnableConfigurationProperties(NamedLockProperties.class)
@Import({ NamedLockRegistryConfiguration.class, NamedLockAspectConfiguration.class,
		NamedLockTransactionConfiguration.class, NamedLockGuardConfiguration.class })
public final class NamedLockAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ConfigurationPropertiesBindHandlerAdvisor namedLockBindHandlerAdvisor() {
		return DurationUnitBindHandler::new;
	}

}
