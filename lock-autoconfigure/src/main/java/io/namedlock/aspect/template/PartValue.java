package io.namedlock.aspect.template;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Turns the value of an expression into text. Refuses a value whose text is another one
 * in each instance or for each object: no two callers would lock the same name.
 */
final class PartValue {

	private static final Set<Class<?>> OPTIONALS = Set.of(Optional.class, OptionalInt.class, OptionalLong.class,
			OptionalDouble.class);

	private static final ClassValue<Boolean> HAS_TEXT = new ClassValue<>() {
		@Override
		protected Boolean computeValue(Class<?> type) {
			return !OPTIONALS.contains(type)
					&& ClassUtils.getMethod(type, "toString").getDeclaringClass() != Object.class;
		}
	};

	private PartValue() {
	}

	static String text(@Nullable Object value) throws TemplateException {
		if (value == null) {
			throw new TemplateException("is null", "Pass a value");
		}
		requireText(value);
		String text = value.toString();
		if (text == null || text.isBlank()) {
			throw new TemplateException("is blank", "Pass a value");
		}
		return text;
	}

	private static void requireText(Object value) throws TemplateException {
		if (!HAS_TEXT.get(value.getClass())) {
			throw new TemplateException("is of " + value.getClass().getTypeName() + ", whose text is not its value",
					"Use a property of it, such as its id, or what it holds");
		}
		// A path goes over its names, each a path that goes over itself
		if (value instanceof Iterable<?> elements && !(value instanceof Path)) {
			requireTexts(elements);
		}
		else if (value instanceof Map<?, ?> map) {
			requireTexts(map.keySet());
			requireTexts(map.values());
		}
	}

	private static void requireTexts(Iterable<?> elements) throws TemplateException {
		for (Object element : elements) {
			text(element);
		}
	}

}
