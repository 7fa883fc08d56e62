package io.namedlock.autoconfigure;

import io.namedlock.aspect.NamedLockSettings;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The properties of the aspect, for beans that come about before others may.
 */
final class AspectSettings {

	private AspectSettings() {
	}

	static NamedLockSettings of(Environment environment) {
		return Binder.get(environment)
			.bindOrCreate("named-lock", Bindable.of(NamedLockProperties.class),
					new DurationUnitBindHandler(BindHandler.DEFAULT))
			.aspectSettings();
	}

}
