package io.namedlock.autoconfigure;

import java.util.stream.Stream;

import io.namedlock.LockConfigurationException;
import io.namedlock.annotation.NamedLock;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.aop.support.AopUtils;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.aot.TestContextAotGenerator;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests that no test runs an annotated bean without its lock because its context, as that
 * of a slice, has no locks.
 */
class UnlockedTestContextTests {

	@Test
	void refusesAnAnnotatedBean() {
		refuses(WithAnnotatedBean.class);
	}

	@Test
	void refusesAnAnnotatedBeanThatIsNotMadeYet() {
		refuses(WithLazyAnnotatedBean.class);
	}

	@Test
	void refusesAnAnnotatedBeanBehindAnInterface() {
		refuses(WithAnnotatedProduct.class);
	}

	@Test
	void refusesASpyOfAnAnnotatedBean() {
		refuses(WithSpy.class);
	}

	@Test
	void acceptsMocks() throws Exception {
		WithMocks test = new WithMocks();
		prepare(test);
		assertThat(Mockito.mockingDetails(test.annotated).isMock()).isTrue();
	}

	@Test
	void locksWhereTheAutoConfigurationIsImported() throws Exception {
		WithLocks test = new WithLocks();
		prepare(test);
		assertThat(AopUtils.isAopProxy(test.annotated)).isTrue();
	}

	@Test
	void leavesContextsWithoutAnnotatedBeansAlone() throws Exception {
		WithoutAnnotatedBean test = new WithoutAnnotatedBean();
		prepare(test);
		assertThat(test.context.getBean("plain")).isEqualTo("a bean");
	}

	@Test
	void leavesContextsAloneThatArePreparedAheadOfTime() {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		new TestContextAotGenerator(files).processAheadOfTime(Stream.of(WithoutAnnotatedBean.class));
		assertThat(files.getGeneratedFiles(Kind.SOURCE)).isNotEmpty();
	}

	private static void refuses(Class<?> test) {
		Throwable thrown = catchThrowable(() -> prepare(test.getDeclaredConstructor().newInstance()));
		assertThat(NestedExceptionUtils.getMostSpecificCause(thrown)).isInstanceOf(LockConfigurationException.class)
			.hasMessageContaining("Annotated.run()")
			.hasMessageContaining("the context of this test has no locks")
			.hasMessageContaining("@ImportAutoConfiguration(NamedLockAutoConfiguration.class)")
			.hasMessageContaining("named-lock.backend=memory");
	}

	private static void prepare(Object test) throws Exception {
		new TestContextManager(test.getClass()).prepareTestInstance(test);
	}

	interface Work {

		void run();

	}

	static class Annotated implements Work {

		@Override
		@NamedLock("a")
		public void run() {
		}

	}

	@Lazy
	static class LazyAnnotated extends Annotated {

	}

	static class MockedByHand {

		@NamedLock("a")
		public void run() {
		}

	}

	static class Product {

		@Bean
		Work work() {
			return new Annotated();
		}

	}

	@SpringJUnitConfig(Annotated.class)
	static class WithAnnotatedBean {

	}

	@SpringJUnitConfig(LazyAnnotated.class)
	static class WithLazyAnnotatedBean {

	}

	@SpringJUnitConfig(Product.class)
	static class WithAnnotatedProduct {

	}

	@SpringJUnitConfig(Annotated.class)
	static class WithSpy {

		@MockitoSpyBean
		private Annotated annotated;

	}

	@SpringJUnitConfig(WithMocks.Config.class)
	static class WithMocks {

		@MockitoBean
		private Annotated annotated;

		static class Config {

			@Bean
			MockedByHand mockedByHand() {
				return Mockito.mock();
			}

		}

	}

	@SpringJUnitConfig(Annotated.class)
	@ImportAutoConfiguration(NamedLockAutoConfiguration.class)
	@TestPropertySource(properties = "named-lock.backend=memory")
	static class WithLocks {

		@Autowired
		private Annotated annotated;

	}

	@ContextConfiguration(classes = WithoutAnnotatedBean.Config.class)
	static class WithoutAnnotatedBean {

		@Autowired
		private ApplicationContext context;

		static class Config {

			@Bean
			String plain() {
				return "a bean";
			}

		}

	}

}
