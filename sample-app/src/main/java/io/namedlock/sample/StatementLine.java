package io.namedlock.sample;

/**
 * A line of a customer's statement.
 *
 * @param customer the customer's number
 * @param position the line's number, from 1 on
 * @param points the points that were booked
 * @param total the customer's points after this line
 * @param instance which instance booked it
 */
record StatementLine(String customer, int position, long points, long total, String instance) {

	static StatementLine start(String customer) {
		return new StatementLine(customer, 0, 0, 0, "");
	}

	StatementLine next(long points, String instance) {
		return new StatementLine(this.customer, this.position + 1, points, this.total + points, instance);
	}

}
