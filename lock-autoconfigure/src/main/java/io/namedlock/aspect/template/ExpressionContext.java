package io.namedlock.aspect.template;

import java.util.List;

import org.jspecify.annotations.Nullable;
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

	private final ExpressionVariables variables;

	private final Invocation invocation;

	ExpressionContext(EvaluationContext shared, ExpressionVariables variables, Invocation invocation) {
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

}
