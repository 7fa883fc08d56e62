package io.namedlock.aspect.operation;

import java.time.Duration;

import io.namedlock.LockConfigurationException;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.annotation.NamedLock;
import io.namedlock.annotation.WhenUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the annotations that {@link NamedLockOperationSource} refuses.
 */
class NamedLockDefinitionTests {

	private final Operations operations = new Operations();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			unmatched        | has a '>' that ends no expression      | (#a > 3)
			unmatchedAlone   | has a '>' that ends no expression      | gt
			less             | has a '<' inside an expression         | lt
			forgottenEnd     | has a '<' inside an expression         | parentheses
			unclosed         | has a '<' without its '>'              | Close the expression
			unclosedQuote    | has a '<' without its '>'              | quotes
			beanTemplate     | has '#{' outside an expression         | <#id>
			bareVariable     | has '#i' outside an expression         | <#id>
			unknown          | has the unknown variable #idd          | [id, p0, a0]
			unknownNested    | has the unknown variable #other        | Known here
			unknownFunction  | has the unknown variable #f            | Known here
			withoutHash      | has 'id', which is neither a parameter | <#id>
			withoutHashDeep  | has 'id', which is neither a parameter | <#id>
			syntax           | does not parse                         | expression language
			empty            | does not parse                         | expression language
			unresolved       | has a placeholder that no property     | ${property:default}
			blank            | is blank                               | Give the lock a name
			bareWait         | waitTime = "5" in @NamedLock           | "5s"
			negativeWait     | is negative                            | 400ms
			unparsable       | lockAtLeastFor = "soon" in @NamedLock  | 400ms
			overflow         | waitTime = "300000d" in @NamedLock     | 292 years
			hugeNumber       | is not a duration                      | PT5S
			primitive        | returns the primitive int              | wrapper
			skipAndFallback  | both whenUnavailable = SKIP and        | Keep one
			noFallback       | The fallback "nowhere" of              | LockNotAcquiredException last
			wrongResult      | The fallback "text" of                 | returns void
			itself           | The fallback "itself" of               | same parameters
			lockedFallback   | carries @NamedLock itself              | not public
			differing        | differ in more than their names        | same attributes
			""")
	void refusesWithReasonAndRemedy(String method, String reason, String remedy) {
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> this.operations.of(Refused.class, method))
			.satisfies((ex) -> assertThat(ex.reason()).contains("Refused." + method + "("))
			.withMessageContaining(reason)
			.withMessageContaining(remedy);
	}

	@ParameterizedTest
	@CsvSource({ "seconds,PT5S", "iso,PT5S", "millis,PT0.4S", "zero,PT0S", "composite,PT1H30M", "property,PT3S" })
	void readsDurations(String method, Duration expected) {
		assertThat(this.operations.of(Durations.class, method).attributes().waitTime()).isEqualTo(expected);
	}

	@Test
	void leavesTheWaitTimeToTheRegistryByDefault() {
		assertThat(this.operations.of(Durations.class, "byDefault").attributes().waitTime()).isNull();
	}

	@Test
	void triesOnceToSkipUnlessAWaitIsGiven() {
		assertThat(this.operations.of(Durations.class, "skipping").attributes().waitTime()).isZero();
		assertThat(this.operations.of(Durations.class, "skippingLate").attributes().waitTime())
			.isEqualTo(Duration.ofSeconds(5));
		assertThat(this.operations.of(Durations.class, "fallingBack").attributes().waitTime()).isNull();
	}

	static class Durations {

		@NamedLock(name = "a", waitTime = "5s")
		void seconds() {
		}

		@NamedLock(name = "a", waitTime = "PT5S")
		void iso() {
		}

		@NamedLock(name = "a", waitTime = "400ms")
		void millis() {
		}

		@NamedLock(name = "a", waitTime = "0")
		void zero() {
		}

		@NamedLock(name = "a", waitTime = "1h30m")
		void composite() {
		}

		@NamedLock(name = "a", waitTime = "${app.wait}")
		void property() {
		}

		@NamedLock("a")
		void byDefault() {
		}

		@NamedLock(name = "a", whenUnavailable = WhenUnavailable.SKIP)
		void skipping() {
		}

		@NamedLock(name = "a", waitTime = "5s", whenUnavailable = WhenUnavailable.SKIP)
		void skippingLate() {
		}

		@NamedLock(name = "a", fallback = "instead")
		void fallingBack() {
		}

		void instead() {
		}

	}

	static class Refused {

		@NamedLock("<#a > 3 ? 'x' : 'y'>")
		void unmatched(int a) {
		}

		@NamedLock("a>b")
		void unmatchedAlone() {
		}

		@NamedLock("<#a < 3 ? 'x' : 'y'>")
		void less(int a) {
		}

		@NamedLock("<#a:<#b>")
		void forgottenEnd(int a, int b) {
		}

		@NamedLock("x:<#a")
		void unclosed(int a) {
		}

		@NamedLock("x:<#a + '>")
		void unclosedQuote(int a) {
		}

		@NamedLock("x:#{#id}")
		void beanTemplate(int id) {
		}

		@NamedLock("x:#id")
		void bareVariable(int id) {
		}

		@NamedLock("<#idd>")
		void unknown(int id) {
		}

		@NamedLock("<#id.equals({1, #other}) ? 1 : 2>")
		void unknownNested(Integer id) {
		}

		@NamedLock("<#f(#id)>")
		void unknownFunction(int id) {
		}

		@NamedLock("<id>")
		void withoutHash(int id) {
		}

		@NamedLock("<'x' + id.toString()>")
		void withoutHashDeep(Integer id) {
		}

		@NamedLock("<#id +>")
		void syntax(int id) {
		}

		@NamedLock("x:< >")
		void empty() {
		}

		@NamedLock("${app.nowhere}")
		void unresolved() {
		}

		@NamedLock
		void blank() {
		}

		@NamedLock(name = "a", waitTime = "5")
		void bareWait() {
		}

		@NamedLock(name = "a", waitTime = "-5s")
		void negativeWait() {
		}

		@NamedLock(name = "a", lockAtLeastFor = "soon")
		void unparsable() {
		}

		@NamedLock(name = "a", waitTime = "300000d")
		void overflow() {
		}

		@NamedLock(name = "a", waitTime = "99999999999999999999s")
		void hugeNumber() {
		}

		@NamedLock(name = "a", whenUnavailable = WhenUnavailable.SKIP)
		int primitive() {
			return 1;
		}

		@NamedLock(name = "a", whenUnavailable = WhenUnavailable.SKIP, fallback = "text")
		String skipAndFallback() {
			return "";
		}

		String text() {
			return "";
		}

		@NamedLock(name = "a", fallback = "nowhere")
		void noFallback() {
		}

		@NamedLock(name = "a", fallback = "text")
		void wrongResult() {
		}

		@NamedLock(name = "a", fallback = "itself")
		void itself() {
		}

		@NamedLock(name = "a", fallback = "alsoLocked")
		void lockedFallback() {
		}

		@NamedLock("b")
		void alsoLocked(LockNotAcquiredException ex) {
		}

		@NamedLock(name = "a", waitTime = "1s")
		@NamedLock("b")
		void differing() {
		}

	}

}
