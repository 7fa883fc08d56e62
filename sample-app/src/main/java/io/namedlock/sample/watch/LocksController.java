package io.namedlock.sample.watch;

import java.util.List;

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

	private final LockBoard board;

	private final String instance;

	private final List<Integer> ports;

	LocksController(LockBoard board, @Value("${box-office.instance}") String instance,
			@Value("${box-office.ports}") List<Integer> ports) {
		this.board = board;
		this.instance = instance;
		this.ports = ports;
	}

	@GetMapping("/locks")
	Locks locks(@RequestParam(defaultValue = "0") long after) {
		return new Locks(this.instance, this.ports, this.board.locks(), this.board.waits(after));
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
