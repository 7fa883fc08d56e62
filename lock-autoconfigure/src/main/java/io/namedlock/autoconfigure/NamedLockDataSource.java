package io.namedlock.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Marks the {@code DataSource} bean that leads to the database of the locks. Declare it
 * beside the application's own {@code DataSource}, which it would otherwise replace:
 *
 * <pre class="code">
 * &#64;Bean(defaultCandidate = false)
 * &#64;NamedLockDataSource
 * DataSource lockDataSource() { ... }
 * </pre>
 *
 * A HikariCP pool is copied and stays unused itself; any other {@code DataSource} is used
 * as it is, must serve {@code named-lock.sessions.max} connections at a time, and gets
 * none of them back open.
 */
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Qualifier
public @interface NamedLockDataSource {

}
