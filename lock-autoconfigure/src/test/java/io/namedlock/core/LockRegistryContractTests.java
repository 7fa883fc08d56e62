package io.namedlock.core;

/**
 * What a registry keeps that finds deadlocks itself, whatever backend is below it. A
 * backend's tests extend this class and say how a registry is created.
 */
public abstract class LockRegistryContractTests extends CommonRegistryContractTests
		implements DeadlockContract, DeadlockEdgeContract, SharedModeDeadlockContract {

}
