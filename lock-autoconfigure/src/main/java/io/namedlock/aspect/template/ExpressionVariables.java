package io.namedlock.aspect.template;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;

/**
 * The variables that stand for a method's parameters: their names, {@code p0} and
 * {@code a0}.
 */
final class ExpressionVariables {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final Map<String, Integer> indexes = new LinkedHashMap<>();

	private final boolean named;

	/**
	 * Finds the variables of a method.
	 * @param method the method as its class declares it
	 * @param declaredOn the method that carries the annotation, whose names for the
	 * parameters come first
	 */
	ExpressionVariables(Method method, @Nullable Method declaredOn) {
		addNames(method);
		if (declaredOn != null) {
			addNames(declaredOn);
		}
		this.named = !this.indexes.isEmpty() || method.getParameterCount() == 0;
		for (int i = 0; i < method.getParameterCount(); i++) {
			this.indexes.putIfAbsent("p" + i, i);
			this.indexes.putIfAbsent("a" + i, i);
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

	/**
	 * The variables, those that are called like their parameter first.
	 */
	Set<String> names() {
		return Collections.unmodifiableSet(this.indexes.keySet());
	}

	/**
	 * Whether the parameters are known by their names, which a compiler may leave out.
	 */
	boolean areNamed() {
		return this.named;
	}

}
