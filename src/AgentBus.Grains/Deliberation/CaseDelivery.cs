using AgentBus.Domain.Access;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Agents;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Agents;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Deliberation;

/// <summary>
/// Takes the message of an approved case through today's admission and to where it was meant to go. It may be run as often and as late as it
/// takes: what the journal took for the case is not published again, nor does it become a dead letter where it would be refused by now.
/// </summary>
internal sealed class CaseDelivery(
    CaseAdmission admission,
    RawContentVault vault,
    ICaseStore cases,
    IJournal journal,
    IEnvelopeCodec codec,
    IGrainFactory grains,
    EvidenceBuffer buffer,
    TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private static readonly Refusal NoParcel = new(Code.Internal, "The message of the case is not there any more.");
    private static readonly Refusal Silent = new(Code.Timeout, "The channel did not answer.");
    private static readonly Refusal Unreadable = new(Code.StorageUnavailable, "Whether the message was delivered cannot be read now.");
    private static readonly Refusal AskedAgain = new(Code.DeliberationRejected, "Others have the message; for this receiver people would have to decide again.");

    /// <summary>One attempt.</summary>
    public async Task<CaseDelivered> RunAsync(DeliberationCase of, CaseParcel? parcel)
    {
        if (await ReadDeliveredAsync(of) is not { } there)
        {
            return new CaseDelivered(null, Unreadable);
        }

        var now = time.GetUtcNow();
        if (there.Contains(of.Action.Key))
        {
            return new CaseDelivered(CaseRules.Delivered(of, of.Action.Target, now));
        }

        if (parcel is null)
        {
            return Refused(of, there, NoParcel, now);
        }

        var judged = await admission.JudgeAsync(of, parcel);
        if (!judged.IsOk)
        {
            return IsPassing(of, judged.Refusal, now) ? new CaseDelivered(null, judged.Refusal) : Refused(of, there, judged.Refusal, now);
        }

        var result = judged.Value.Result;
        if (admission.Demanded(of, judged.Value) is { } again)
        {
            return there.Count > 0 ? Refused(of, there, AskedAgain, now) : AskAgain(again, parcel, judged.Value);
        }

        return await DeliverAsync(of, there, result.Approved(), judged.Value.Tenant, now);
    }

    private CaseDelivered AskAgain(CaseStep again, CaseParcel parcel, CaseJudgement judged)
    {
        var result = judged.Result;
        var (step, raw) = vault.Keep(again, result.Inspection?.Changed is null ? default : parcel.Envelope, judged.Tenant.Settings.Review);
        return new CaseDelivered(step, Parcel: new CaseParcel(result.Envelope.Encoded, codec.EncodeStamp(result.Stamp!)), Raw: raw);
    }

    private async Task<CaseDelivered> DeliverAsync(
        DeliberationCase of, IReadOnlySet<string> there, AdmissionResult result, TenantSnapshot tenant, DateTimeOffset now)
    {
        if (result.Target.Channel is { } channel)
        {
            return await PublishAsync(of, result, channel, of.Action.Key, tenant) is not { } refusal ? new CaseDelivered(CaseRules.Delivered(of, channel.Name, now))
                : IsPassing(of, refusal, now) ? new CaseDelivered(null, refusal)
                : Refused(of, there, refusal, now);
        }

        if (result.Target.Direct is not { } direct)
        {
            return new CaseDelivered(CaseRules.Delivered(of, "", now));
        }

        RequiredCapabilities? capabilities = null;
        if (result.Envelope.RequiredCapability.Length > 0)
        {
            capabilities = await new ReceiverCapabilities(grains, of.Tenant).LookUpAsync(direct.Receivers);
        }

        List<(ChannelKey End, Refusal Why)> lost = [];
        foreach (var receiver in direct.Receivers)
        {
            var key = direct.IsSingle ? of.Action.Key : ReceiverKey.Of(of.Action.Key, receiver);
            if (there.Contains(key))
            {
                continue;
            }

            var refusal = capabilities?.Judge(result.Envelope.RequiredCapability, receiver)
                ?? await PublishAsync(of, result, ChannelKey.Inbox(receiver), key, tenant);
            if (refusal is not null && IsPassing(of, refusal, now))
            {
                return new CaseDelivered(null, refusal);
            }

            if (refusal is not null)
            {
                lost.Add((ChannelKey.Inbox(receiver), refusal));
            }
        }

        return lost.Count == direct.Receivers.Length
            ? new CaseDelivered(CaseRules.Refused(of, lost[0].Why, now))
            : new CaseDelivered(CaseRules.Delivered(of, direct.Name, now), Lost: lost);
    }

    private async Task<Refusal?> PublishAsync(DeliberationCase of, AdmissionResult result, ChannelKey channel, string key, TenantSnapshot tenant)
    {
        var sender = of.Action.Sender.Agent;
        try
        {
            if (await WasSentAgainAsync(of, key))
            {
                return null;
            }

            if (!ChannelHolders.IsDeclared(channel, tenant))
            {
                var mayCreate = AccessRules.MayCreateByUse(of.Action.Sender, tenant, channel);
                if (await ChannelHolders.ResolveAsync(grains, channel, sender, mayCreate) is { } refusal)
                {
                    return refusal;
                }
            }

            var message = AdmittedMessages.Of(in result, key, codec.EncodeStamp(result.Stamp!), buffer);
            return (await ChannelHolders.Of(grains, channel, tenant)(new PublishRequest(sender, [message]))).Refusal;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whether it was stored is not known: the next attempt asks first. Where there is none, the end of the case and the message exclude each other.
            return Silent;
        }
    }

    private async Task<IReadOnlySet<string>?> ReadDeliveredAsync(DeliberationCase of)
    {
        try
        {
            return await cases.ReadDeliveredAsync(of.Tenant, of.CaseId, CancellationToken.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // By its sender itself, under the same key, when nothing held it any more.
    private async Task<bool> WasSentAgainAsync(DeliberationCase of, string key) =>
        await journal.FindDeliveredKeyAsync(of.Action.Sender.Agent, key, of.OpenedAt, CancellationToken.None) is { } sent
        && Convert.ToHexStringLower(sent.BodyDigest.Span) == of.Action.BodySha256;

    // What some receivers have is delivered, and lost for the others.
    private static CaseDelivered Refused(DeliberationCase of, IReadOnlySet<string> there, Refusal refusal, DateTimeOffset now) => there.Count == 0
        ? new CaseDelivered(CaseRules.Refused(of, refusal, now))
        : new CaseDelivered(
            CaseRules.Delivered(of, of.Action.Target, now),
            Lost: [.. of.Action.Route.Receivers.Where(one => !there.Contains(ReceiverKey.Of(of.Action.Key, one))).Select(one => (ChannelKey.Inbox(one), refusal))]);

    private static bool IsPassing(DeliberationCase of, Refusal refusal, DateTimeOffset now) => now - of.ChangedAt < Patience && refusal.Code
        is Code.StorageUnavailable or Code.Timeout or Code.Overloaded or Code.Draining or Code.InboxFull or Code.PolicyUnavailable or Code.RateLimited or Code.LockedDown;
}
