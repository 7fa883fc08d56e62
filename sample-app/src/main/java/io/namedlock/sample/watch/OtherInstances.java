package io.namedlock.sample.watch;

import java.util.List;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Lets the page of one instance on this machine call the others.
 */
@Component
class OtherInstances implements WebMvcConfigurer {

	private final String ports;

	OtherInstances(@Value("${box-office.ports}") List<Integer> ports) {
		this.ports = ports.toString().replace(" ", "");
	}

	@Override
	public void addCorsMappings(CorsRegistry registry) {
		registry.addMapping("/**")
			.allowedOriginPatterns("http://localhost:" + this.ports, "http://127.0.0.1:" + this.ports)
			.allowedMethods("GET", "POST", "PUT");
	}

}
