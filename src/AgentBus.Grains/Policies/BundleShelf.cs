using System.Collections.Immutable;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Policies;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using AgentBus.Rego;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace AgentBus.Grains.Policies;

/// <summary>The bundles that a tenant keeps: at most 16, of which those that serve or may serve again are never dropped.</summary>
internal sealed partial class BundleShelf(
    TenantKey tenant, IPersistentState<TenantPoliciesState> state, EvidenceBuffer buffer, EvidenceWriter evidence, TimeProvider time, ILogger logger)
{
    private const int MaxKept = 16;

    private static readonly Refusal TooLarge = new(Code.LimitExceeded, $"A policy bundle has at most {PolicyProblems.MaxBundleBytes} bytes, compressed.");
    private static readonly Refusal NotStored = new(Code.StorageUnavailable, "The bundle could not be stored. Try again.", TimeSpan.FromSeconds(1));

    /// <summary>The bundles, the latest first.</summary>
    public ImmutableArray<StoredBundle> Bundles => state.State.Bundles;

    /// <summary>The bundle of a revision, or of one that begins so; null where there is none, or more than one.</summary>
    public StoredBundle? Find(string revision)
    {
        var found = Bundles.Where(bundle => BundleRules.Names(revision, bundle.Record.Revision)).Take(2).ToArray();
        return found.Length == 1 ? found[0] : null;
    }

    /// <summary>Reads, compiles, tests and keeps a bundle.</summary>
    public async Task<Result<PolicyBundleRecord>> PushAsync(ReadOnlyMemory<byte> archive, PolicySettings settings, string operatorId)
    {
        if (archive.Length > PolicyProblems.MaxBundleBytes)
        {
            return TooLarge;
        }

        PolicyBundle bundle;
        BundleTests tests;
        try
        {
            bundle = PolicyBundle.FromArchive(archive);
            if (Find(bundle.Revision) is { } known)
            {
                return known.Record;
            }

            tests = BundleTests.Of(bundle);
        }
        catch (RegoError error)
        {
            return new Refusal(Code.MessageInvalid, $"The bundle does not compile: {error.Message}");
        }

        while (tests.RunNext())
        {
            // Silos renew their interest in between; a test takes no longer than its bounds.
            await Task.Yield();
        }

        var record = new PolicyBundleRecord(bundle.Revision, bundle.Label ?? "", PolicyBundleState.Draft, time.GetUtcNow(), operatorId, tests.Passed, tests.Failed);
        record = record with { State = BundleRules.StateOf(record, PolicySettings.None) };
        return await KeepAsync(record, archive, settings) ? record : NotStored;
    }

    /// <summary>Notes that bundles were taken back.</summary>
    public Task TakenBackAsync(PolicySettings before, PolicySettings after)
    {
        string?[] gone = [before.Active?.Revision, before.Canary?.Revision];
        string?[] serving = [after.Active?.Revision, after.Canary?.Revision];
        var marked = Bundles.Select(bundle => gone.Contains(bundle.Record.Revision) && !serving.Contains(bundle.Record.Revision)
            ? bundle with { Record = bundle.Record with { State = PolicyBundleState.RolledBack } }
            : bundle);
        return WriteAsync(state.State with { Bundles = [.. marked] });
    }

    private async Task<bool> KeepAsync(PolicyBundleRecord record, ReadOnlyMemory<byte> archive, PolicySettings settings)
    {
        // Evidence first: a bundle that nobody can tell the coming of is not kept.
        if (!await evidence.WriteAsync(BundleEvidence.Pushed(buffer, tenant, record)))
        {
            return false;
        }

        string?[] needed = [settings.Active?.Revision, settings.Canary?.Revision, settings.Previous];
        var kept = Bundles.Insert(0, new StoredBundle(record, archive));
        while (kept.Length > MaxKept)
        {
            var last = kept.Length - 1;
            while (needed.Contains(kept[last].Record.Revision))
            {
                last--;
            }

            kept = kept.RemoveAt(last);
        }

        return await WriteAsync(state.State with { Bundles = kept });
    }

    private Task<bool> WriteAsync(TenantPoliciesState next) => state.ReplaceAsync(next, fault => LogNotStored(logger, fault, tenant.Tenant));

    [LoggerMessage(EventId = 3140, Level = LogLevel.Error, Message = "What became of the policy bundles of {Tenant} could not be stored.")]
    private static partial void LogNotStored(ILogger logger, Exception fault, string tenant);
}
