package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;

/**
 * The variables that stand for a method's parameters: their names, {@code p0} and
 * {@code a0}.
 */
final class ExpressionVariables {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final Map<String, Integer> indexes = new HashMap<>();

	/**
	 * Finds the variables of a method.
	 * @param method the method as its class declares it
	 * @param declaredOn the method that carries the annotation, whose names for the
	 * parameters come first
	 */
	ExpressionVariables(Method method, @Nullable Method declaredOn) {
		for (int i = 0; i < method.getParameterCount(); i++) {
			this.indexes.put("p" + i, i);
			this.indexes.put("a" + i, i);
		}
		addNames(method);
		if (declaredOn != null) {
			addNames(declaredOn);
		}
	}

	private void addNames(Method method) {
		@Nullable String @Nullable [] names = NAMES.getParameterNames(method);
		for (int i = 0; names != null && i < names.length; i++) {
			String name = names[i];
			if (name != null) {
				this.indexes.put(name, i);
			}
		}
	}

	@Nullable Integer indexOf(String name) {
		return this.indexes.get(name);
	}

	Set<String> names() {
		return new TreeSet<>(this.indexes.keySet());
	}

}
