package io.namedlock.jdbc;

/**
 * What is checked of a database before its locks are relied on.
 */
public enum CheckOnStart {

	/**
	 * Product and version alone.
	 */
	NONE,

	/**
	 * Whether its locks exclude, wherever connections lead.
	 */
	FULL,

	/**
	 * The same, but for a node of a cluster whose nodes each have locks of their own: all
	 * instances of the application use that one node.
	 */
	SINGLE_WRITER

}
