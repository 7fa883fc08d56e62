package io.namedlock.sample.watch;

import java.util.List;
import java.util.stream.Stream;

import io.namedlock.LockOverview;
import io.namedlock.LockRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells what this instance holds and waits for. The page asks every instance, each for
 * itself.
 */
@RestController
class LocksController {

	private final LockRegistry registry;

	private final LastWaits waits;

	private final String instance;

	private final List<Integer> ports;

	LocksController(LockRegistry registry, LastWaits waits, @Value("${box-office.instance}") String instance,
			@Value("${box-office.ports}") List<Integer> ports) {
		this.registry = registry;
		this.waits = waits;
		this.instance = instance;
		this.ports = ports;
	}

	@GetMapping("/locks")
	Locks locks(@RequestParam(defaultValue = "0") long after) {
		LockOverview overview = this.registry.overview(false);
		List<LockView> locks = Stream
			.concat(overview.held().stream().map(LockView::of), overview.waiting().stream().map(LockView::of))
			.toList();
		return new Locks(this.instance, this.ports, locks, this.waits.after(after));
	}

	/**
	 * The locks of an instance.
	 *
	 * @param instance the instance's name
	 * @param ports where instances may be found
	 * @param locks what is held and waited for
	 * @param waits the waits that have ended since
	 */
	record Locks(String instance, List<Integer> ports, List<LockView> locks, List<WaitView> waits) {
	}

}
