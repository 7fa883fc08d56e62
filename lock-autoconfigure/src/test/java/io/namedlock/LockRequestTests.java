package io.namedlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LockRequestTests {

	@Test
	void asksForOneExclusiveLockByDefault() {
		LockRequest request = LockRequest.of("a");
		assertThat(request.names()).containsExactly("a");
		assertThat(request.mode()).isEqualTo(LockMode.EXCLUSIVE);
		assertThat(request.waitTime()).isEmpty();
		assertThat(request.minimumHold()).isZero();
		assertThat(request.isFenced()).isFalse();
		assertThat(request.isThreadBound()).isFalse();
	}

	@Test
	void everyMethodChangesOnePoint() {
		LockRequest request = LockRequest.ofAll("b", "a")
			.waitingAtMost(Duration.ofSeconds(1))
			.heldAtLeast(Duration.ofSeconds(2))
			.fenced()
			.threadBound();
		assertThat(request.names()).containsExactly("b", "a");
		assertThat(request.waitTime()).contains(Duration.ofSeconds(1));
		assertThat(request.minimumHold()).isEqualTo(Duration.ofSeconds(2));
		assertThat(request.isFenced()).isTrue();
		assertThat(request.isThreadBound()).isTrue();
		assertThat(request.inMode(LockMode.EXCLUSIVE).mode()).isEqualTo(LockMode.EXCLUSIVE);
		assertThat(request.inMode(LockMode.EXCLUSIVE).isFenced()).isTrue();
		assertThat(LockRequest.of("a").shared().mode()).isEqualTo(LockMode.SHARED);
	}

	@Test
	void theOneItWasMadeOfStaysAsItWas() {
		LockRequest request = LockRequest.of("a");
		request.waitingAtMost(Duration.ZERO).heldAtLeast(Duration.ofDays(1)).fenced().threadBound();
		request.shared();
		assertThat(request.waitTime()).isEmpty();
		assertThat(request.minimumHold()).isZero();
		assertThat(request.mode()).isEqualTo(LockMode.EXCLUSIVE);
		assertThat(request.isFenced()).isFalse();
		assertThat(request.isThreadBound()).isFalse();
	}

	@Test
	void countsANameOnce() {
		assertThat(LockRequest.ofAll("b", "a", "b").names()).containsExactly("b", "a");
		assertThat(LockRequest.ofAll("b", "a", "b")).hasToString("b, a");
	}

	@Test
	void doesNotChangeWithTheCollectionItWasMadeOf() {
		List<String> names = new ArrayList<>(List.of("a"));
		LockRequest request = LockRequest.ofAll(names);
		names.add("b");
		assertThat(request.names()).containsExactly("a");
	}

	@Test
	void needsAName() {
		assertThatIllegalArgumentException().isThrownBy(LockRequest::ofAll).withMessageContaining("ofAll");
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> LockRequest.ofAll("a", " "));
	}

	@Test
	void aSharedLockHasNoFencingToken() {
		LockRequest request = LockRequest.of("a");
		assertThatIllegalArgumentException().isThrownBy(() -> request.shared().fenced())
			.withMessageContaining("'a'")
			.withMessageContaining("Drop fenced() or shared()");
		assertThatIllegalArgumentException().isThrownBy(() -> request.fenced().shared());
	}

	@Test
	void aNegativeTimeIsRefused() {
		LockRequest request = LockRequest.of("a");
		assertThatIllegalArgumentException().isThrownBy(() -> request.waitingAtMost(Duration.ofNanos(-1)))
			.withMessageContaining("waitingAtMost(PT-0.000000001S)");
		assertThatIllegalArgumentException().isThrownBy(() -> request.heldAtLeast(Duration.ofDays(-1)))
			.withMessageContaining("heldAtLeast(PT-24H)");
	}

	@Test
	void aTimeThatOverflowsIsRefused() {
		LockRequest request = LockRequest.of("a");
		Duration longest = Duration.ofNanos(Long.MAX_VALUE);
		assertThat(request.waitingAtMost(longest).heldAtLeast(longest).waitTime()).contains(longest);
		assertThatIllegalArgumentException().isThrownBy(() -> request.waitingAtMost(longest.plusNanos(1)))
			.withMessageContaining("292 years");
		assertThatIllegalArgumentException().isThrownBy(() -> request.heldAtLeast(Duration.ofSeconds(Long.MAX_VALUE)))
			.withMessageContaining("heldAtLeast");
	}

}
