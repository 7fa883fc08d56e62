package io.namedlock;

import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;

import io.namedlock.annotation.NamedLock;
import io.namedlock.annotation.NamedLocks;
import io.namedlock.annotation.OnLost;
import io.namedlock.annotation.WhenUnavailable;
import io.namedlock.aspect.NamedLockAspect;
import org.aspectj.lang.ProceedingJoinPoint;
import org.jspecify.annotations.Nullable;

/**
 * Uses each member of the public API once, as an application may. It is never run: what
 * counts is that it compiles. Add to it, but change nothing: whatever has to be changed
 * here breaks applications.
 */
final class PublicApi {

	private PublicApi() {
	}

	static List<LockHandle> registry(LockRegistry registry, LockRequest request, Duration wait) throws Exception {
		Lock lock = registry.obtain("order:42");
		lock.lock();
		LockHandle one = registry.acquire("order:42");
		LockHandle two = registry.acquire("order:42", wait);
		LockHandle three = registry.acquire(request);
		Optional<LockHandle> four = registry.tryAcquire("order:42");
		Optional<LockHandle> five = registry.tryAcquire(request);
		String result = registry.execute(request, () -> "done");
		registry.execute(request, () -> System.out.println(result));
		LockOverview overview = registry.overview(true);
		LockStatus status = registry.status(overview.backend());
		return (registry.supports(LockMode.SHARED) && status.isFree()) ? List.of(one, two, three)
				: List.of(four.orElseThrow(), five.orElseThrow());
	}

	static String callbacks(LockedCallable<String, RuntimeException> callable,
			LockedRunnable<IllegalStateException> runnable, LockListener listener, LockEvent event) {
		runnable.run();
		listener.onEvent(event);
		return callable.call();
	}

	static boolean request(Collection<String> names, Duration time) {
		LockRequest request = LockRequest.of("order:42").waitingAtMost(time).heldAtLeast(time).threadBound();
		LockRequest fenced = LockRequest.ofAll("a", "b").fenced().withTemplate("<#id>");
		LockRequest shared = LockRequest.ofAll(names).shared().inMode(LockMode.EXCLUSIVE);
		List<String> all = request.names();
		Optional<Duration> wait = fenced.waitTime();
		Optional<String> template = fenced.template();
		Duration minimum = shared.minimumHold();
		return shared.mode() == LockMode.EXCLUSIVE && request.isThreadBound() && fenced.isFenced()
				&& request.toString().equals(all.get(0) + wait + template + minimum);
	}

	static OptionalLong handle(Connection connection) {
		try (LockHandle handle = LockHandle.current().detach()) {
			handle.verify();
			handle.verifyBy(connection);
			Duration held = handle.heldFor();
			handle.onLost(() -> System.out.println(handle.name() + held));
			return handle.isHeld() ? handle.fencingToken() : OptionalLong.empty();
		}
	}

	static void current(LockHandle handle, CurrentLock entered, Connection connection) {
		CurrentLock current = CurrentLock.enter(handle);
		List<LockHandle> all = CurrentLock.all();
		current.verify();
		current.verifyBy(connection);
		current.onLost(() -> System.out.println(current.name() + current.heldFor() + all));
		System.out.println(current.isHeld() + " " + current.fencingToken() + current.detach());
		current.close();
		entered.leave();
	}

	static String status(LockStatus.State state) {
		LockStatus status = new LockStatus("order:42", state, "elsewhere");
		boolean free = LockStatus.free("a").isFree() || LockStatus.State.valueOf("FREE") == LockStatus.State.FREE;
		List<LockStatus> others = List.of(LockStatus.held("b", "there"), LockStatus.unknown("c"));
		Optional<String> holder = status.holder();
		@Nullable String heldBy = status.heldBy();
		return switch (status.state()) {
			case FREE -> status.name() + free;
			case HELD -> holder.orElseThrow() + heldBy;
			case UNKNOWN -> others.toString();
		};
	}

	static List<Object> overview(Duration time, List<StackTraceElement> stack) {
		LockOverview.Held held = new LockOverview.Held("a", "<#id>", LockMode.SHARED, "main", false, time, true, 1, 2,
				"session", stack);
		LockOverview.Waiting waiting = new LockOverview.Waiting("a", "<#id>", LockMode.EXCLUSIVE, "main", time, true,
				stack);
		LockOverview.Session session = new LockOverview.Session("7", 1, true, true);
		LockOverview overview = new LockOverview("backend", List.of("finding"), List.of(session), List.of(held),
				List.of(waiting));
		System.out.println(held.name() + held.template() + held.mode() + held.thread() + held.detached()
				+ held.heldFor() + held.standing() + held.waiters() + held.handOvers() + held.session() + held.stack());
		System.out.println(waiting.name() + waiting.template() + waiting.mode() + waiting.thread() + waiting.waited()
				+ waiting.atDatabase() + waiting.stack());
		System.out.println(session.id() + session.locks() + session.waiting() + session.alive());
		return List.of(overview.backend(), overview.findings(), overview.sessions(), overview.held(),
				overview.waiting());
	}

	static List<LockEvent> events(LockRequest request, Duration time, Exception failure) {
		LockEvent.Subject lock = new LockEvent.Subject("a", "<#id>", LockMode.EXCLUSIVE, "main");
		System.out.println(lock.name() + lock.template() + lock.mode() + lock.thread());
		return List.of(new LockEvent.Requested(request), new LockEvent.Acquired(request, time, true),
				new LockEvent.Refused(request, time, failure), new LockEvent.Released(lock, time),
				new LockEvent.Lost(lock, time), new LockEvent.HandedOver(lock, 1),
				new LockEvent.Leaked(lock, time, failure), new LockEvent.SessionOpened("7"),
				new LockEvent.SessionClosed("7", "reason"));
	}

	static String kinds(LockEvent event) {
		if (event instanceof LockEvent.OfRequest ofRequest) {
			return ofRequest.request().toString();
		}
		if (event instanceof LockEvent.OfSession ofSession) {
			return ofSession.session();
		}
		return (event instanceof LockEvent.OfLock ofLock) ? ofLock.lock().name() : "";
	}

	static String event(LockEvent event) {
		if (event instanceof LockEvent.Requested requested) {
			return requested.request().toString();
		}
		if (event instanceof LockEvent.Acquired acquired) {
			return acquired.request().toString() + acquired.waited() + acquired.reentrant();
		}
		if (event instanceof LockEvent.Refused refused) {
			return refused.request().toString() + refused.waited() + refused.failure();
		}
		if (event instanceof LockEvent.Released released) {
			return released.lock().toString() + released.held();
		}
		if (event instanceof LockEvent.Lost lost) {
			return lost.lock().toString() + lost.held();
		}
		if (event instanceof LockEvent.HandedOver handedOver) {
			return handedOver.lock().toString() + handedOver.handOvers();
		}
		if (event instanceof LockEvent.Leaked leaked) {
			return leaked.lock().toString() + leaked.held() + leaked.acquisition();
		}
		if (event instanceof LockEvent.SessionOpened opened) {
			return opened.session();
		}
		return (event instanceof LockEvent.SessionClosed closed) ? closed.session() + closed.reason() : "";
	}

	static List<LockException> failures(Throwable cause) {
		LockBackendException backend = new LockBackendException("a", "message", cause);
		Optional<String> state = backend.sqlState();
		LockException any = backend;
		return List.of(backend, new InvalidLockNameException(any.lockName(), "message" + state),
				new InvalidLockNameException("a", "message", cause), new LockDeadlockException("a", "message"),
				new LockDeadlockException("a", "message", cause), new LockInterruptedException("a", "message"),
				new LockInterruptedException("a", "message", cause), new LockLostException("a", "message"),
				new LockLostException("a", "message", cause), new LockNotAcquiredException("a", "message"),
				new LockNotAcquiredException("a", "message", cause));
	}

	static List<TransactionOutcome> outcomes(LockLostException lost, LockBackendException failed) {
		CurrentLock.transactionEnded(TransactionOutcome.COMMITTED);
		LockException told = lost.withOutcome(TransactionOutcome.ROLLED_BACK);
		LockNotAcquiredException unavailable = new LockDeadlockException("a", told + "message");
		CurrentLock current = CurrentLock.enter(LockHandle.current());
		return List.of(lost.outcome(), failed.withOutcome(TransactionOutcome.NONE).outcome(), current.outcome(),
				TransactionOutcome.UNKNOWN, TransactionOutcome.COMMITTED,
				(unavailable != null) ? TransactionOutcome.NONE : TransactionOutcome.UNKNOWN);
	}

	static String configuration(Throwable cause) {
		IllegalStateException plain = new LockConfigurationException("reason", "remedy");
		LockConfigurationException failure = new LockConfigurationException("reason", "remedy", cause);
		return failure.reason() + failure.remedy() + plain;
	}

	@NamedLock("order:<#id>")
	static void locked(long id) {
	}

	@NamedLocks({
			@NamedLock(name = "a", waitTime = "1s", mode = LockMode.SHARED, whenUnavailable = WhenUnavailable.THROW,
					fallback = "instead", lockAtLeastFor = "1s", onLost = OnLost.REPORT, fenced = false),
			@NamedLock(name = "b", whenUnavailable = WhenUnavailable.SKIP, onLost = OnLost.INTERRUPT) })
	static String annotation(NamedLock annotation, NamedLocks annotations) {
		String text = annotation.value() + annotation.name() + annotation.waitTime() + annotation.fallback()
				+ annotation.lockAtLeastFor() + annotation.fenced() + annotations.value().length;
		LockMode mode = annotation.mode();
		OnLost onLost = annotation.onLost();
		return (annotation.whenUnavailable() == WhenUnavailable.SKIP) ? text + mode : text + onLost;
	}

	static List<Object> constants(AtomicReference<WhenUnavailable> unavailable) {
		unavailable.set(WhenUnavailable.THROW);
		return List.of(LockMode.EXCLUSIVE, LockMode.SHARED, OnLost.REPORT, OnLost.INTERRUPT, LockStatus.State.HELD,
				LockStatus.State.UNKNOWN);
	}

	static @Nullable Object aspect(ProceedingJoinPoint joinPoint) throws Throwable {
		NamedLockAspect aspect = new NamedLockAspect();
		aspect.annotatedMethod();
		aspect.methodOfAnnotatedClass();
		return aspect.lock(joinPoint);
	}

}
