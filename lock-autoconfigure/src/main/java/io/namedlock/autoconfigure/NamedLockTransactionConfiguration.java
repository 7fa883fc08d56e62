package io.namedlock.autoconfigure;

import io.namedlock.aspect.NamedLockTransactions;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * What lets no transaction commit under a lost lock.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(TransactionExecutionListener.class)
@ConditionalOnBooleanProperty(name = "named-lock.enabled", matchIfMissing = true)
class NamedLockTransactionConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static NamedLockTransactions namedLockTransactions(ConfigurableListableBeanFactory beanFactory,
			Environment environment) {
		return new NamedLockTransactions(beanFactory, AspectSettings.of(environment));
	}

}
