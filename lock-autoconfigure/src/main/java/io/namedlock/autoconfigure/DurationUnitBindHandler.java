package io.namedlock.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Refuses a duration of this library that is written without its unit, which Spring Boot
 * would take for milliseconds: {@code 5} is too easily meant as seconds.
 */
final class DurationUnitBindHandler extends AbstractBindHandler {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("named-lock");

	DurationUnitBindHandler(BindHandler parent) {
		super(parent);
	}

	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		if (result instanceof Duration && PREFIX.isAncestorOf(name)) {
			context.getBinder()
				.bind(name, Bindable.of(String.class))
				.ifBound((text) -> PropertyChecks.requireUnit(name.toString(), text.trim()));
		}
		return super.onSuccess(name, target, context, result);
	}

}
