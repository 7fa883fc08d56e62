/**
 * No API. The ways to ask a database for a lock: a try, a wait, a question, and the
 * backend that offers them. The auto-configuration comes in here.
 */
@NullMarked
package io.namedlock.jdbc.call;

import org.jspecify.annotations.NullMarked;
