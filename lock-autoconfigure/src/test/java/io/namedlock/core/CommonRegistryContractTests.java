package io.namedlock.core;

/**
 * What every registry keeps, also one that leaves it to the database to find deadlocks.
 */
public abstract class CommonRegistryContractTests extends RegistryTestSupport
		implements ExclusionContract, ReentrancyContract, WaitContract, JavaLockContract, InterruptContract,
		InterruptRaceContract, HandleContract, DetachContract, MinimumHoldContract, FairnessContract,
		SeveralLocksContract, NamesContract, SharedModeContract, ClosedRegistryContract {

}
