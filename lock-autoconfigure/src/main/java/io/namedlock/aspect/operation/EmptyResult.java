package io.namedlock.aspect.operation;

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

	private static final Map<Class<?>, Supplier<?>> EMPTY = Map.ofEntries(Map.entry(Optional.class, Optional::empty),
			Map.entry(OptionalInt.class, OptionalInt::empty), Map.entry(OptionalLong.class, OptionalLong::empty),
			Map.entry(OptionalDouble.class, OptionalDouble::empty), Map.entry(Iterable.class, List::of),
			Map.entry(Collection.class, List::of), Map.entry(List.class, List::of), Map.entry(Set.class, Set::of),
			Map.entry(SortedSet.class, Collections::emptySortedSet),
			Map.entry(NavigableSet.class, Collections::emptyNavigableSet), Map.entry(Map.class, Map::of),
			Map.entry(SortedMap.class, Collections::emptySortedMap),
			Map.entry(NavigableMap.class, Collections::emptyNavigableMap), Map.entry(Stream.class, Stream::empty),
			Map.entry(IntStream.class, IntStream::empty), Map.entry(LongStream.class, LongStream::empty),
			Map.entry(DoubleStream.class, DoubleStream::empty));

	private EmptyResult() {
	}

	static @Nullable Object of(Method method) {
		return of(ResolvableType.forMethodReturnType(method));
	}

	private static @Nullable Object of(ResolvableType type) {
		Class<?> raw = type.resolve(Object.class);
		if (raw == CompletionStage.class || raw == CompletableFuture.class) {
			return CompletableFuture.completedFuture(of(type.getGeneric()));
		}
		Supplier<?> empty = EMPTY.get(raw);
		return (empty != null) ? empty.get() : null;
	}

}
