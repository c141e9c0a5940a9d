using AgentBus.Domain.Deliberation;
using AgentBus.Grains.Ledger;
using AgentBus.Model;

namespace AgentBus.Grains.Deliberation;

/// <summary>The decisions on the message of a case with their proofs, for those who may decide on it.</summary>
internal static class CaseReceipts
{
    private static readonly Refusal NotYet = new(
        Code.NotFound, "The ledger does not hold the decisions on this message yet; it is a moment behind. Ask again after a second.", TimeSpan.FromSeconds(1));

    /// <summary>What the ledger says of it. Ids are chosen by senders, so what another sender did under the same id is left out.</summary>
    public static async Task<Result<ProvedEntries>> ReadAsync(LedgerProofs proofs, DeliberationCase of)
    {
        var decisions = await proofs.Reader.ReadDecisionsAsync(of.Tenant, of.Action.MessageId, of.Action.Sender.Agent.Agent, CancellationToken.None);
        LedgerEntry[] entries = [.. decisions.Select(static decision => decision.Entry)];
        return entries.Length == 0 ? NotYet
            : await proofs.ProveAsync(of.Tenant, entries) is { } proved ? proved
            : LedgerProofs.NotSigned;
    }
}
