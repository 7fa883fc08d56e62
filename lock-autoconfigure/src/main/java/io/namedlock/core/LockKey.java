package io.namedlock.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a name becomes before anything else: the text by which every backend knows the
 * lock, at most 64 characters out of {@code a-z 0-9 : . _ - / ~}.
 * <p>
 * A name of at most 64 characters out of {@code a-z 0-9 : . _ - /} is its own key, so
 * that other programs can share the lock. Any other name becomes a readable prefix,
 * {@code ~} and 130 bits of its SHA-256 digest, because databases disagree about case,
 * length and characters beyond ASCII. Keys are equal, and sorted, by their value alone.
 */
public final class LockKey implements LineKey, Comparable<LockKey> {

	/**
	 * The longest key: what MySQL allows, the least of all databases.
	 */
	public static final int MAX_LENGTH = 64;

	private static final Pattern CANONICAL = Pattern.compile("[a-z0-9:._/-]{1," + MAX_LENGTH + "}");

	private static final Pattern NOT_CANONICAL = Pattern.compile("[^a-z0-9:._/-]");

	private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

	private static final int DIGEST_LENGTH = 26;

	private static final int PREFIX_LENGTH = MAX_LENGTH - DIGEST_LENGTH - 1;

	private final String name;

	private final String value;

	private LockKey(String name, String value) {
		this.name = name;
		this.value = value;
	}

	/**
	 * The key of a valid lock name.
	 */
	public static LockKey of(String name) {
		return of("", name);
	}

	/**
	 * The key of a valid lock name behind a prefix, which only the database sees.
	 */
	public static LockKey of(String prefix, String name) {
		String whole = prefix + name;
		return new LockKey(name, CANONICAL.matcher(whole).matches() ? whole : prefix(whole) + '~' + digest(whole));
	}

	/**
	 * The name the key was made of, without a prefix, for messages.
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The text by which the database knows the lock.
	 */
	public String value() {
		return this.value;
	}

	/**
	 * The number by which a database knows the lock that has no text for it: the first 64
	 * bits of the SHA-256 digest of the {@linkplain #value() text}.
	 */
	public long number() {
		return ByteBuffer.wrap(sha256(this.value)).getLong();
	}

	@Override
	public int compareTo(LockKey other) {
		return this.value.compareTo(other.value);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof LockKey key && this.value.equals(key.value);
	}

	@Override
	public int hashCode() {
		return this.value.hashCode();
	}

	@Override
	public String toString() {
		return this.value;
	}

	private static String prefix(String name) {
		String readable = name.substring(0, Math.min(name.length(), PREFIX_LENGTH)).toLowerCase(Locale.ROOT);
		String clean = NOT_CANONICAL.matcher(readable).replaceAll("-");
		return clean.substring(0, Math.min(clean.length(), PREFIX_LENGTH));
	}

	private static String digest(String name) {
		byte[] hash = sha256(name);
		StringBuilder text = new StringBuilder(DIGEST_LENGTH);
		for (int bit = 0; text.length() < DIGEST_LENGTH; bit += 5) {
			int window = (hash[bit / 8] & 0xff) << 8 | (hash[bit / 8 + 1] & 0xff);
			text.append(BASE32.charAt(window >> (11 - bit % 8) & 31));
		}
		return text.toString();
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
