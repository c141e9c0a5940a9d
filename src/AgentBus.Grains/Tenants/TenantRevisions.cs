using AgentBus.Domain.Events;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace AgentBus.Grains.Tenants;

/// <summary>
/// The settings of a tenant and their changes. A change is noted, then its evidence is committed, then it is in force; an activation
/// that finds one noted completes it, so evidence and settings never disagree for longer than that.
/// </summary>
internal sealed partial class TenantRevisions(
    IPersistentState<TenantState> state, TenantSettings? declared, EvidenceBuffer buffer, EvidenceWriter evidence, IBusEvents events, TimeProvider time, ILogger logger)
{
    private static readonly Refusal NotStored = new(Code.StorageUnavailable, "The change could not be stored. Try again.", TimeSpan.FromSeconds(1));

    /// <summary>The settings in force: the stored ones, else the declared ones; null: there is no such tenant.</summary>
    public TenantSettings? Current => state.State.Settings ?? declared;

    /// <summary>Completes a change that an earlier activation left.</summary>
    public Task<Refusal?> RecoverAsync() => state.State.Pending is null ? Task.FromResult<Refusal?>(null) : CompleteAsync();

    /// <summary>Puts changed settings in force as the next revision; null when they are.</summary>
    public async Task<Refusal?> ChangeAsync(Func<TenantSettings, TenantSettings> change, string operatorId)
    {
        // What is noted comes first: the change is made on top of it.
        if (await RecoverAsync() is { } unfinished)
        {
            return unfinished;
        }

        if (Current is not { } current)
        {
            return Refusal.NotFound;
        }

        var proposed = change(current);
        if (TenantRules.MayReplace(current, proposed) is { } refusal)
        {
            return refusal;
        }

        var noted = new PendingChange(TenantRules.Next(current, proposed), operatorId, time.GetUtcNow());
        return await WriteAsync(state.State with { Pending = noted }) ? await CompleteAsync() : NotStored;
    }

    private async Task<Refusal?> CompleteAsync()
    {
        var change = state.State.Pending!;
        var row = SettingsEvidence.Row(buffer, Current, change.Settings, change.OperatorId, change.At);
        var bundles = BundleEvidence.Changed(buffer, Current, change.Settings, change.OperatorId, change.At);
        if (bundles is null ? await evidence.WriteAsync(row) : await evidence.WriteAsync(row, bundles))
        {
            var parts = SettingsEvidence.Parts(Current, change.Settings);
            if (!await WriteAsync(state.State with { Settings = change.Settings, Pending = null }))
            {
                return NotStored;
            }

            events.Publish(BusEvents.SettingsChanged(change.Settings, parts, change.OperatorId, change.At));
            return null;
        }

        // No evidence, no change. Where even this cannot be written, the change stays noted and is completed later.
        await WriteAsync(state.State with { Pending = null });
        return NotStored;
    }

    private Task<bool> WriteAsync(TenantState next) =>
        state.ReplaceAsync(next, fault => LogNotStored(logger, fault, (next.Pending?.Settings ?? next.Settings)?.Tenant.GrainKey ?? ""));

    [LoggerMessage(EventId = 2202, Level = LogLevel.Error, Message = "A change of {Subject} could not be stored; whoever asked for it is told.")]
    private static partial void LogNotStored(ILogger logger, Exception fault, string subject);
}
