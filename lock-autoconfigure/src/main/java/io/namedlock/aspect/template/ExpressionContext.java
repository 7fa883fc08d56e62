package io.namedlock.aspect.template;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.BeanResolver;
import org.springframework.expression.ConstructorResolver;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.IndexAccessor;
import org.springframework.expression.MethodResolver;
import org.springframework.expression.OperatorOverloader;
import org.springframework.expression.PropertyAccessor;
import org.springframework.expression.TypeComparator;
import org.springframework.expression.TypeConverter;
import org.springframework.expression.TypeLocator;
import org.springframework.expression.TypedValue;

/**
 * What the expressions of one invocation see: the invocation as root object, its
 * arguments as variables, and for all else what all invocations share. Delegates instead
 * of extending Spring's context, since that copies what is shared for each invocation,
 * which doubles the time a name takes.
 */
final class ExpressionContext implements EvaluationContext {

	private final EvaluationContext shared;

	private final Variables variables;

	private final Invocation invocation;

	ExpressionContext(EvaluationContext shared, Variables variables, Invocation invocation) {
		this.shared = shared;
		this.variables = variables;
		this.invocation = invocation;
	}

	@Override
	public TypedValue getRootObject() {
		return new TypedValue(this.invocation);
	}

	@Override
	public @Nullable Object lookupVariable(String name) {
		Integer index = this.variables.indexOf(name);
		return (index != null) ? this.invocation.args()[index] : null;
	}

	@Override
	public void setVariable(String name, @Nullable Object value) {
		throw new UnsupportedOperationException("The template of a lock's name sets no variable, but sets #" + name);
	}

	@Override
	public boolean isAssignmentEnabled() {
		return false;
	}

	@Override
	public List<PropertyAccessor> getPropertyAccessors() {
		return this.shared.getPropertyAccessors();
	}

	@Override
	public List<IndexAccessor> getIndexAccessors() {
		return this.shared.getIndexAccessors();
	}

	@Override
	public List<ConstructorResolver> getConstructorResolvers() {
		return this.shared.getConstructorResolvers();
	}

	@Override
	public List<MethodResolver> getMethodResolvers() {
		return this.shared.getMethodResolvers();
	}

	@Override
	public @Nullable BeanResolver getBeanResolver() {
		return this.shared.getBeanResolver();
	}

	@Override
	public TypeLocator getTypeLocator() {
		return this.shared.getTypeLocator();
	}

	@Override
	public TypeConverter getTypeConverter() {
		return this.shared.getTypeConverter();
	}

	@Override
	public TypeComparator getTypeComparator() {
		return this.shared.getTypeComparator();
	}

	@Override
	public OperatorOverloader getOperatorOverloader() {
		return this.shared.getOperatorOverloader();
	}

	/**
	 * The variables that stand for a method's parameters: their names, {@code p0} and
	 * {@code a0}.
	 */
	static final class Variables {

		private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

		private final Map<String, Integer> indexes = new LinkedHashMap<>();

		private final boolean named;

		/**
		 * Finds the variables of a method.
		 * @param method the method as its class declares it
		 * @param declaredOn the method that carries the annotation, whose names for the
		 * parameters come first
		 */
		Variables(Method method, @Nullable Method declaredOn) {
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
		 * Whether the parameters are known by their names, which a compiler may leave
		 * out.
		 */
		boolean areNamed() {
			return this.named;
		}

	}

}
