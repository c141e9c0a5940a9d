using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>What an agent remembers of an idempotency key.</summary>
/// <param name="State">What is known.</param>
/// <param name="First">The first receipt; set exactly when the state is <see cref="KeyState.SameDelivered"/>.</param>
public readonly record struct KeyLookup(KeyState State, Receipt? First = null);
