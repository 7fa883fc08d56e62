package io.namedlock.core;

/**
 * What registries over one database keep between each other, as they are in the JVMs of
 * an application. The tests of a backend that is shared extend this class and say how
 * another node is created.
 */
public abstract class MultiNodeContractTests extends RegistryTestSupport
		implements NodeExclusionContract, NodeWaitContract, NodeSharedModeContract {

}
