using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>What became of checking a checkpoint.</summary>
/// <param name="Verdict">Whether it counts, or why not.</param>
/// <param name="Head">What it says; null: it says nothing.</param>
public sealed record CheckpointCheck(CheckpointVerdict Verdict, SignedTreeHead? Head);
