package io.namedlock.aspect.check;

import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

import io.namedlock.LockMode;
import io.namedlock.annotation.NamedLock;
import io.namedlock.aspect.elsewhere.HiddenMethod;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import kotlin.coroutines.Continuation;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;

/**
 * Beans whose methods would run without their locks.
 */
final class RefusedBeans {

	private RefusedBeans() {
	}

	static class PrivateMethod implements Runnable {

		@Override
		public void run() {
			locked();
		}

		@NamedLock("a")
		private void locked() {
		}

	}

	static class StaticMethod {

		@NamedLock("a")
		public static void run() {
		}

	}

	static class FinalMethod {

		@NamedLock("a")
		public final void run() {
		}

	}

	@NamedLock("a")
	static class FinalInClass {

		public final void run() {
		}

	}

	static final class FinalClass {

		@NamedLock("a")
		public void run() {
		}

	}

	static class InheritingHidden extends HiddenMethod {

	}

	static class Constructed {

		@PostConstruct
		@NamedLock("a")
		public void init() {
		}

	}

	static class Destroyed {

		@PreDestroy
		@NamedLock("a")
		public void stop() {
		}

	}

	static class Initializing implements InitializingBean {

		@Override
		@NamedLock("a")
		public void afterPropertiesSet() {
		}

	}

	static class Unknown {

		@NamedLock("<#other>")
		public void run(int id) {
		}

	}

	static class Reactive {

		@NamedLock("a")
		public Publisher<String> run() {
			throw new IllegalStateException("never called");
		}

	}

	static class Flowing {

		@NamedLock("a")
		public Flow.Publisher<String> run() {
			throw new IllegalStateException("never called");
		}

	}

	static class Called {

		@NamedLock("a")
		public Callable<String> run() {
			throw new IllegalStateException("never called");
		}

	}

	static class Promised {

		@NamedLock("a")
		public Future<String> run() {
			throw new IllegalStateException("never called");
		}

	}

	static class Deferred {

		@NamedLock("a")
		public DeferredResult<String> run() {
			throw new IllegalStateException("never called");
		}

	}

	static class AsyncTask {

		@NamedLock("a")
		public WebAsyncTask<String> run() {
			throw new IllegalStateException("never called");
		}

	}

	static class Suspended {

		@NamedLock("a")
		public Object run(int id, Continuation<? super String> continuation) {
			throw new IllegalStateException("never called");
		}

	}

	static class Shared {

		@NamedLock(name = "a", mode = LockMode.SHARED)
		public void run() {
		}

	}

	static class SharedAndFenced {

		@NamedLock(name = "a", mode = LockMode.SHARED, fenced = true)
		public void run() {
		}

	}

	static class NotExposed implements Comparable<String> {

		@NamedLock("a")
		public void run() {
		}

		@Override
		public int compareTo(String other) {
			return 0;
		}

	}

}
