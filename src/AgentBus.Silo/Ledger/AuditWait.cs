using AgentBus.Contracts;
using AgentBus.Domain.Audit;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Ledger;
using AgentBus.Model;
using Microsoft.Extensions.Options;
using Orleans;

namespace AgentBus.Silo.Ledger;

/// <summary>
/// What <c>audit_required</c> asks for (CON-17, AUD-10): nothing is sent where the ledger takes nothing up, and the answer waits until the decision is in
/// it. Everything else is audited as well, and does not wait: its evidence is committed with the message, and the ledger takes it up later. Thread-safe.
/// </summary>
internal sealed class AuditWait(IClusterClient cluster, IAuditReader audit, LedgerHealth ledgers, IOptions<LedgerOptions> options, TimeProvider time)
{
    // Uptake wakes those who wait; this is for a ledger that another silo feeds.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private static readonly Refusal Stopped = new(
        Code.StorageUnavailable, "The tenant's ledger takes nothing up now, and this message asks for an audit: it was not sent. An operator finds the reason in the log.", TimeSpan.FromSeconds(30));

    private static readonly Refusal LeavesNone = new(
        Code.MessageInvalid, "An ephemeral channel leaves no evidence, and this message asks for an audit: it was not sent. Send it to a durable channel, or without audit_required.");

    /// <summary>The channel that a message names; null: it goes to agents, or does not say where.</summary>
    public static ChannelName? ChannelOf(Envelope envelope) =>
        ChannelOf(envelope.Room, envelope.Channel, envelope.Target, isDirect: envelope.ToAgent.Length > 0 || !envelope.Recipients.IsDefaultOrEmpty);

    /// <summary>The channel that a message names by its fields; null: it goes to agents, or does not say where.</summary>
    public static ChannelName? ChannelOf(string room, string channel, string target, bool isDirect) =>
        isDirect ? null
        : room.Length > 0 ? new ChannelName(room, channel.Length > 0 ? channel : ChannelKey.Everyone)
        : target.Split(':') is [{ Length: > 0 } targetRoom, var targetChannel] ? new ChannelName(targetRoom, targetChannel)
        : null;

    /// <summary>
    /// Messages to these channels may be sent: where the ledger stands before they are. Who may not follow one is not told what it is, and where a rule sends a message nobody knows before: there the
    /// answer comes late, without an entry.
    /// </summary>
    public async Task<Result<AuditStart>> BeginAsync(string tenant, IReadOnlyList<ChannelName> channels, Func<ChannelName, Task<Result<ChannelDetails>>> describe)
    {
        var ledger = await cluster.GetGrain<ILedgerGrain>(new TenantKey(tenant).LedgerKey).StatusAsync();
        if (ledger.Fault.Length > 0)
        {
            return Stopped;
        }

        foreach (var channel in channels)
        {
            var found = await describe(channel);
            if (found.IsOk && found.Value.Settings.Durability == ChannelDurability.Ephemeral)
            {
                return LeavesNone;
            }
        }

        return new AuditStart(tenant, ledger.Head.Size);
    }

    /// <summary>The receipts with the entries of their decisions, as soon as they are there; where the time is over before, without what is missing.</summary>
    /// <param name="start">Where the ledger stood before they were sent.</param>
    /// <param name="sender">Who sent the messages.</param>
    /// <param name="receipts">Their receipts.</param>
    /// <param name="over">Completes when nobody waits for the answer any more.</param>
    public async Task<Receipt[]> NoteAsync(AuditStart start, AgentKey sender, IReadOnlyList<Receipt> receipts, Task over)
    {
        // What was sent before has its entry somewhere; the others come behind the start.
        var noted = await LookAsync(receipts, static receipt => receipt.Duplicate, receipt => audit.ReadDecisionsAsync(start.Tenant, receipt.MessageId, sender.Agent, CancellationToken.None));
        var began = time.GetTimestamp();
        while (true)
        {
            var growth = ledgers.WhenGrown();
            noted = await LookAsync(noted, static _ => true, receipt => audit.ReadNewDecisionsAsync(start.Tenant, receipt.MessageId, start.Size, CancellationToken.None));
            var left = options.Value.AuditTimeout - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || over.IsCompleted || !noted.Any(IsMissing))
            {
                return noted;
            }

            await WaitAsync(Task.WhenAny(growth, over), left < LookAgain ? left : LookAgain);
        }
    }

    private async Task WaitAsync(Task what, TimeSpan limit) => await what.WaitAsync(limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static async Task<Receipt[]> LookAsync(IReadOnlyList<Receipt> receipts, Func<Receipt, bool> which, Func<Receipt, Task<IReadOnlyList<AuditRecord>>> read)
    {
        var noted = receipts.ToArray();
        for (var i = 0; i < noted.Length; i++)
        {
            noted[i] = IsMissing(noted[i]) && which(noted[i]) ? Note(noted[i], await read(noted[i])) : noted[i];
        }

        return noted;
    }

    private static Receipt Note(Receipt receipt, IReadOnlyList<AuditRecord> decisions)
    {
        if (receipt.Recipients.IsDefaultOrEmpty)
        {
            return decisions.FirstOrDefault(decision => IsOn(decision, receipt)) is { } decision ? receipt with { AuditId = decision.Id } : receipt;
        }

        var recipients = receipt.Recipients.Select(one => Note(one, decisions)).ToArray();
        return receipt with { Recipients = [.. recipients], AuditId = recipients.FirstOrDefault(static one => one.AuditId.Length > 0)?.AuditId ?? "" };
    }

    /// <summary>An entry is still to come. A refusal has one later, or is counted with others; what waits for room or was only a sign of life has no place.</summary>
    private static bool IsMissing(Receipt receipt) =>
        receipt.Recipients.IsDefaultOrEmpty
            ? receipt.AuditId.Length == 0 && (receipt.Outcome == Outcome.Held || receipt.Position.Sequence > 0)
            : receipt.Recipients.Any(IsMissing);

    /// <summary>The decision that the receipt tells of, by its case or its place: an id can be sent again, by anybody, and then there are others on it.</summary>
    private static bool IsOn(AuditRecord decision, Receipt receipt) =>
        receipt.Outcome == Outcome.Held
            ? decision.Decision == AuditDecisions.Held && decision.CaseId == receipt.CaseId
            : receipt.Position.Sequence > 0 && decision.Place?.Position == receipt.Position;
}
