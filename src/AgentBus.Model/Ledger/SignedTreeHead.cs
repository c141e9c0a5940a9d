using Orleans;

namespace AgentBus.Model;

/// <summary>A tree head that the bus answers for.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Head">The head.</param>
/// <param name="At">When it was signed.</param>
/// <param name="Note">
/// The checkpoint whole, signatures included, as text (C2SP tlog-checkpoint and signed-note); the other members are what it says. Verify this.
/// </param>
[GenerateSerializer, Immutable, Alias("agentbus.SignedTreeHead")]
public sealed record SignedTreeHead(
    [property: Id(0)] string Tenant, [property: Id(1)] TreeHead Head, [property: Id(2)] DateTimeOffset At, [property: Id(3)] string Note);
