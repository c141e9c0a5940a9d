using Orleans;

namespace AgentBus.Model;

/// <summary>A row of evidence on its way into the ledger.</summary>
/// <param name="Row">Its number in the store's commit order, which the entries keep.</param>
/// <param name="Kind">What it is about, lower snake case.</param>
/// <param name="Actor">Who caused it.</param>
/// <param name="Subject">What it is about: a message id, an agent, "grain#revision".</param>
/// <param name="At">When.</param>
/// <param name="Body">JSON.</param>
[GenerateSerializer, Immutable, Alias("agentbus.LedgerEvidence")]
public sealed record LedgerEvidence(
    [property: Id(0)] long Row,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Actor,
    [property: Id(3)] string Subject,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// For a message: HMAC-SHA256 of its body's SHA-256 under a salt of its own. The salt lies with the message and goes with it, so that the
    /// ledger, which stays, can then no longer be asked what the message said.
    /// </summary>
    [Id(6)]
    public LedgerHash? Content { get; init; }

    /// <summary>For a delivered message: where it lies.</summary>
    [Id(7)]
    public LedgerPlace? Place { get; init; }
}
