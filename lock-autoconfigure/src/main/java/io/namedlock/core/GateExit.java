package io.namedlock.core;

import io.namedlock.LockException;
import io.namedlock.core.Waiter.State;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The way out of a {@link Gate}: a lock that nobody claims any more goes to the next in
 * line or back to the backend.
 */
final class GateExit {

	private static final Log logger = LogFactory.getLog(GateExit.class);

	private final Gate gate;

	GateExit(Gate gate) {
		this.gate = gate;
	}

	/**
	 * Gives back a hold that nobody claims any more, at once or when it has been kept for
	 * long enough.
	 */
	void giveBack(Hold departing) {
		long remaining = departing.remainingNanos();
		if (remaining > 0) {
			departing.grant().disown();
			this.gate.gates().keep(() -> giveBackKept(departing), remaining);
		}
		else {
			giveBackNow(departing);
		}
	}

	/**
	 * Ends the gate: sends all waiters away, and tells the owners of the lock that it is
	 * lost before it is.
	 */
	void abandon() {
		Hold left = this.gate.clear();
		if (left != null) {
			left.abandon();
		}
	}

	private void giveBackKept(Hold departing) {
		try {
			giveBackNow(departing);
		}
		catch (LockException ex) {
			logger.warn("Lock '%s' was kept after its owner had left, and then could not be released"
				.formatted(this.gate.key().name()), ex);
		}
	}

	private void giveBackNow(Hold departing) {
		switch (this.gate.vacate(departing)) {
			case RELEASE_AND_PASS_TURN -> giveBackInTurn(departing.tenure());
			case RELEASE -> giveBackBesideTurn(departing.grant());
			case NOTHING -> {
				return;
			}
		}
		departing.throwLoss();
	}

	private void giveBackBesideTurn(LockGrant grant) {
		try {
			grant.release();
		}
		finally {
			this.gate.endRelease();
		}
	}

	/**
	 * Gives a grant back to the backend and passes the turn on: with the lock, if the
	 * backend grants it anew at once.
	 */
	private void giveBackInTurn(Tenure tenure) {
		LockAttempt next = tenure.mayBeExchanged() ? this.gate.firstAttempt() : null;
		LockGrant anew = null;
		State turn = State.AT_TURN;
		try {
			if (next == null) {
				tenure.grant().release();
			}
			else {
				anew = tenure.grant().exchange(next);
				turn = State.AT_TURN_TO_WAIT;
			}
		}
		finally {
			if (anew == null) {
				this.gate.passTurn(turn);
			}
		}
		if (next != null && anew != null) {
			bequeathOrGiveBack(tenure.exchanged(anew, next.mode()));
		}
	}

	private void bequeathOrGiveBack(Tenure tenure) {
		try {
			if (!this.gate.bequeath(tenure)) {
				giveBackInTurn(tenure);
			}
		}
		catch (LockException ex) {
			logger.warn("Lock '%s' was taken for a waiter that had left, and then could not be released"
				.formatted(this.gate.key().name()), ex);
		}
	}

}
