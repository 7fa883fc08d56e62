package io.namedlock.aspect.template;

import java.lang.reflect.Method;

import io.namedlock.annotation.NamedLock;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;

/**
 * One annotation that counts for a method, its meta-annotations merged.
 *
 * @param annotation the annotation
 * @param declaredOn the method that carries it, or {@code null} if its class does
 */
public record NamedLockDeclaration(NamedLock annotation, @Nullable Method declaredOn) {

	/**
	 * Reads an annotation.
	 */
	public static NamedLockDeclaration of(MergedAnnotation<NamedLock> annotation) {
		return new NamedLockDeclaration(annotation.synthesize(),
				(annotation.getSource() instanceof Method method) ? method : null);
	}

	/**
	 * Whether the annotation stands on a method.
	 * @return {@code false} if it stands on a type
	 */
	public boolean isOnMethod() {
		return this.declaredOn != null;
	}

}
