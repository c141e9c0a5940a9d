using System.Collections.Concurrent;
using AgentBus.Contracts;
using AgentBus.Domain.Audit;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Ledger;

/// <summary>
/// Proves entries against a signed head. Where none covers them yet it has one signed, for each tenant once a second at most, so that whoever asks
/// often makes no flood of heads. Thread-safe.
/// </summary>
/// <param name="audit">Makes the proofs.</param>
/// <param name="salts">What shows that an entry names a content.</param>
/// <param name="grains">Leads to the ledger's grain.</param>
/// <param name="time">The time.</param>
public sealed class LedgerProofs(IAuditReader audit, IContentSalts salts, IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _asked = new(StringComparer.Ordinal);

    /// <summary>Finds what is to be proved.</summary>
    public IAuditReader Reader => audit;

    /// <summary>What is told where no signed head covers the entries yet.</summary>
    public static Refusal NotSigned { get; } = new(Code.NotFound, "The decision is in the ledger, and no signed head covers it yet. Ask again after a second.", AskAgain);

    /// <summary>The entries with their proofs; null: no signed head covers them yet.</summary>
    public async Task<ProvedEntries?> ProveAsync(string tenant, IReadOnlyList<LedgerEntry> entries) =>
        await audit.ProveAsync(tenant, entries, CancellationToken.None)
        ?? (await SignAsync(tenant) ? await audit.ProveAsync(tenant, entries, CancellationToken.None) : null);

    /// <summary>Decisions with their proofs, and with the salts of the messages that the agent sent or got: their contents it has seen. Null: no signed head covers them yet.</summary>
    public async Task<ProvedEntries?> ProveAsync(string tenant, IReadOnlyList<AuditRecord> decisions, string agent)
    {
        if (await ProveAsync(tenant, [.. decisions.Select(static decision => decision.Entry)]) is not { } proved)
        {
            return null;
        }

        var entries = proved.Entries.ToArray();
        for (var i = 0; i < entries.Length; i++)
        {
            if (decisions[i] is { Decision: AuditDecisions.Delivered, Place: { } place } && decisions[i].Concerns(agent))
            {
                entries[i] = entries[i] with { ContentSalt = await salts.FindAsync(tenant, place, CancellationToken.None) };
            }
        }

        return proved with { Entries = [.. entries] };
    }

    private async Task<bool> SignAsync(string tenant)
    {
        var now = time.GetUtcNow();
        var last = _asked.GetOrAdd(tenant, DateTimeOffset.MinValue);
        return now - last >= AskAgain && _asked.TryUpdate(tenant, now, last)
            && (await grains.GetGrain<ILedgerGrain>(new TenantKey(tenant).LedgerKey).SignAsync()).Fault.Length == 0;
    }
}
