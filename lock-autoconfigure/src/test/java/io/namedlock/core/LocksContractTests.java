package io.namedlock.core;

/**
 * What every registry keeps, also where it leaves it to the database to find deadlocks.
 */
public abstract class LocksContractTests extends RegistryTestSupport
		implements ExclusionContract, ReentrancyContract, WaitContract, LockContract, InterruptContract,
		InterruptRaceContract, HandleContract, DetachContract, MinimumHoldContract, FairnessContract,
		SeveralLocksContract, NamesContract, SharedModeContract, ClosedRegistryContract {

}
