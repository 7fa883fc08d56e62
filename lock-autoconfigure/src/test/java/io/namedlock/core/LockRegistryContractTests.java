package io.namedlock.core;

/**
 * What every registry keeps, whatever backend is below it. A backend's tests extend this
 * class and say how a registry is created.
 */
public abstract class LockRegistryContractTests extends LocksContractTests
		implements DeadlockContract, DeadlockEdgeContract, SharedModeDeadlockContract {

}
