using AgentBus.Domain.Access;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Agents;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Quotas;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Agents;
using AgentBus.Grains.Hosting;
using AgentBus.Grains.Tenants;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Deliberation;

/// <summary>
/// Takes the message of an approved case through today's admission and to where it was meant to go. It may be run as often as it takes: what
/// the journal has under the message's key is not published again.
/// </summary>
internal sealed class CaseDelivery(
    AdmissionPipeline pipeline,
    TenantSnapshots tenants,
    IMembershipStore memberships,
    IJournal journal,
    IEnvelopeCodec codec,
    IGrainFactory grains,
    EvidenceBuffer buffer,
    TimeProvider time,
    BusOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private static readonly Refusal Revoked = new(Code.PermissionDenied, "The credential that it was sent with was revoked meanwhile.");
    private static readonly Refusal NoParcel = new(Code.Internal, "The message of the case is not there any more.");
    private static readonly Refusal NotServed = new(Code.PolicyUnavailable, "A decision that it needs cannot be had now.");
    private static readonly Refusal Silent = new(Code.Timeout, "The channel did not answer.");

    /// <summary>One attempt.</summary>
    public async Task<CaseDelivered> RunAsync(DeliberationCase of, CaseParcel? parcel)
    {
        var now = time.GetUtcNow();
        if (parcel is null)
        {
            return Refused(of, NoParcel, now);
        }

        var tenant = await tenants.GetAsync(of.Tenant);
        if (!tenant.IsOk)
        {
            return Failed(of, tenant.Refusal, now);
        }

        var snapshot = tenant.Value.Snapshot;
        if (snapshot.IsRevoked(of.Action.Sender.CredentialId))
        {
            return Refused(of, Revoked, now);
        }

        var result = await AdmitAsync(of, parcel, snapshot, now);
        if (result.Step is not (StageOutcome.Pass or StageOutcome.Hold))
        {
            return Failed(of, result.IsRefused ? new Refusal(result.Verdict.Code, result.Verdict.Reasons.FirstOrDefault("")) : NotServed, now);
        }

        if (Demanded(of, in result, snapshot, now) is { } again)
        {
            return new CaseDelivered(again, Parcel: new CaseParcel(result.Envelope.Encoded, codec.EncodeStamp(result.Stamp!)));
        }

        return await DeliverAsync(of, result.Approved(), snapshot, now);
    }

    private async Task<AdmissionResult> AdmitAsync(DeliberationCase of, CaseParcel parcel, TenantSnapshot tenant, DateTimeOffset now)
    {
        var envelope = codec.Read(parcel.Envelope.Span) with
        {
            TenantId = of.Tenant,
            FromAgent = of.Action.Sender.Agent.Agent,
            IdempotencyKey = of.Action.Key,
            BodyDigest = Convert.FromHexString(of.Action.BodySha256),
            Classification = of.Action.Classification,
            ExpiresAt = of.Action.ExpiresAt,
        };
        var members = new RoomMembers(memberships, time, options.TenantTrust);
        if (of.Action.Route.PrivateChannel is not null)
        {
            foreach (var receiver in of.Action.Route.Receivers)
            {
                await members.LookUpAsync(receiver);
            }
        }

        var context = new AdmissionContext(
            of.Action.Sender,
            tenant,
            ChannelName.None,
            now,
            TokenBucket.ForAgent(tenant.Settings.Quota, now),
            TokenBucket.ForTenant(tenant.Settings.Quota, 1, now),
            NoKeys.Instance,
            Members: members,
            Protocol: codec.ReadStamp(parcel.Stamp.Span)?.Protocol ?? "",
            Resumed: new ResumedMessage(of.CaseId, CaseRoutes.Target(of.Action.Route)));
        return pipeline.Resume(envelope, in context);
    }

    private CaseStep? Demanded(DeliberationCase of, in AdmissionResult result, TenantSnapshot tenant, DateTimeOffset now)
    {
        var digest = ActionDigest.Of(
            result.Envelope, of.Action.Sender.Agent, of.Action.Target, result.Stamp!.Classification, codec.ReadAction(result.Envelope.Encoded.Span));
        var today = HeldActions.Today(of.Action, result.Verdict!, digest ?? "", result.Stamp.Classification);
        return CaseRules.Demanded(of, today, tenant.Settings.Review, now);
    }

    private async Task<CaseDelivered> DeliverAsync(DeliberationCase of, AdmissionResult result, TenantSnapshot tenant, DateTimeOffset now)
    {
        if (result.Target.Channel is { } channel)
        {
            return await PublishAsync(of, result, channel, of.Action.Key, tenant) is { } refusal
                ? Failed(of, refusal, now)
                : new CaseDelivered(CaseRules.Delivered(of, channel.Name, now));
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
            var refusal = capabilities?.Judge(result.Envelope.RequiredCapability, receiver)
                ?? await PublishAsync(of, result, ChannelKey.Inbox(receiver), key, tenant);
            if (refusal is not null && IsPassing(refusal) && !IsTooLate(of, now))
            {
                return new CaseDelivered(null, refusal);
            }

            if (refusal is not null)
            {
                lost.Add((ChannelKey.Inbox(receiver), refusal));
            }
        }

        return lost.Count == direct.Receivers.Length
            ? Refused(of, lost[0].Why, now)
            : new CaseDelivered(CaseRules.Delivered(of, direct.Name, now), Lost: lost);
    }

    private async Task<Refusal?> PublishAsync(DeliberationCase of, AdmissionResult result, ChannelKey channel, string key, TenantSnapshot tenant)
    {
        var sender = of.Action.Sender.Agent;
        if (await journal.FindDeliveredKeyAsync(sender, key, of.OpenedAt, CancellationToken.None) is not null)
        {
            return null;
        }

        try
        {
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
            // Whether it was stored is not known: the next attempt asks the journal first.
            return Silent;
        }
    }

    private static CaseDelivered Failed(DeliberationCase of, Refusal refusal, DateTimeOffset now) =>
        IsPassing(refusal) && !IsTooLate(of, now) ? new CaseDelivered(null, refusal) : Refused(of, refusal, now);

    private static CaseDelivered Refused(DeliberationCase of, Refusal refusal, DateTimeOffset now) => new(CaseRules.Refused(of, refusal, now));

    private static bool IsTooLate(DeliberationCase of, DateTimeOffset now) => now - of.ChangedAt >= Patience;

    private static bool IsPassing(Refusal refusal) =>
        refusal.Code is Code.StorageUnavailable or Code.Timeout or Code.Overloaded or Code.Draining or Code.InboxFull or Code.PolicyUnavailable or Code.RateLimited or Code.LockedDown;
}
