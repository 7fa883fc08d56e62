package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * What a method returns that is skipped: nothing, an empty container, or a stage that is
 * already complete with one of these.
 */
final class EmptyResult {

	private static final Map<Class<?>, Supplier<Object>> EMPTY = Map.ofEntries(entry(Optional.class, Optional::empty),
			entry(OptionalInt.class, OptionalInt::empty), entry(OptionalLong.class, OptionalLong::empty),
			entry(OptionalDouble.class, OptionalDouble::empty), entry(Iterable.class, List::of),
			entry(Collection.class, List::of), entry(List.class, List::of), entry(Set.class, Set::of),
			entry(SortedSet.class, Collections::emptySortedSet),
			entry(NavigableSet.class, Collections::emptyNavigableSet), entry(Map.class, Map::of),
			entry(SortedMap.class, Collections::emptySortedMap),
			entry(NavigableMap.class, Collections::emptyNavigableMap), entry(Stream.class, Stream::empty),
			entry(IntStream.class, IntStream::empty), entry(LongStream.class, LongStream::empty),
			entry(DoubleStream.class, DoubleStream::empty));

	private EmptyResult() {
	}

	private static Map.Entry<Class<?>, Supplier<Object>> entry(Class<?> type, Supplier<Object> empty) {
		return Map.entry(type, empty);
	}

	static @Nullable Object of(Method method) {
		return of(ResolvableType.forMethodReturnType(method));
	}

	private static @Nullable Object of(ResolvableType type) {
		Class<?> raw = type.resolve(Object.class);
		if (raw == CompletionStage.class || raw == CompletableFuture.class) {
			return CompletableFuture.completedFuture(of(type.getGeneric()));
		}
		Supplier<Object> empty = EMPTY.get(raw);
		return (empty != null) ? empty.get() : null;
	}

}
