package io.namedlock.aspect.template;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * One invocation of a locked method, and the root object of the expressions in its
 * template. Public so that expressions can read it.
 *
 * @param method the method as its class declares it
 * @param target the object it is called on, or {@code null} if it is static
 * @param targetClass the class of that object
 * @param args the arguments
 */
public record Invocation(Method method, @Nullable Object target, Class<?> targetClass, @Nullable Object[] args) {

}
