package io.namedlock.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts an instance of the box office.
 *
 * @since 0.1
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class BoxOfficeApplication {

	/**
	 * Starts an instance of the box office.
	 * @param args the command line, such as {@code --spring.profiles.active=second}
	 */
	public static void main(String[] args) {
		SpringApplication.run(BoxOfficeApplication.class, args);
	}

}
