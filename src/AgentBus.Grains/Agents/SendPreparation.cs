using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Routing;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Agents;

/// <summary>
/// What has to be known before a batch can be judged in one go: keys that may have been used, who is in a room that is written to privately,
/// what the receivers can do where that is asked for, what people said of the agent's messages that others of its are part of. And what has to be said before it is sent: which replies its session awaits (BUS-15).
/// </summary>
internal sealed class SendPreparation(
    AgentKey agent, DeliveredKeys keys, RoomMembers members, ICaseStore cases, HeldMessages held, IGrainFactory grains, TimeProvider time, int maxRecipients)
{
    private readonly ReceiverCapabilities _capabilities = new(grains, agent.Tenant);

    /// <summary>Whether there is anything to prepare; for most batches there is not.</summary>
    public bool IsNeeded(SendRequest request)
    {
        if (request.AwaitReply > TimeSpan.Zero)
        {
            return true;
        }

        var now = time.GetUtcNow();
        foreach (var envelope in request.Envelopes)
        {
            if (!envelope.Recipients.IsDefaultOrEmpty || IsPrivate(envelope) || envelope.RequiredCapability.Length > 0 || NestedCalls.IsPart(envelope)
                || keys.MustLookUp(envelope.EffectiveIdempotencyKey, now))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Prepares; answers what was found out. What is wrong with a message is left to admission.</summary>
    public async Task<Preparation> RunAsync(SendRequest request, ChannelName home, TenantSnapshot tenant)
    {
        var judged = new HashSet<AgentKey>();
        Dictionary<string, bool?>? outers = null;
        var awaited = ImmutableArray.CreateBuilder<AwaitedReply>();
        var now = time.GetUtcNow();
        foreach (var envelope in request.Envelopes)
        {
            await LookUpAsync(envelope.EffectiveIdempotencyKey);
            if (NestedCalls.IsPart(envelope))
            {
                await LookUpOuterAsync(envelope.ParentId, outers ??= new(StringComparer.Ordinal));
            }

            if (Receivers(envelope, home, tenant) is not { } target)
            {
                continue;
            }

            await PrepareAsync(envelope, target);
            if (envelope.RequiredCapability.Length > 0)
            {
                judged.UnionWith(target.Receivers);
            }

            if (request.AwaitReply > TimeSpan.Zero && ReplyTypes.ReplyTo(envelope.Type) is not null)
            {
                awaited.AddRange(target.Receivers.Select(
                    receiver => new AwaitedReply(envelope.MessageId, receiver, request.Session.Id, now + request.AwaitReply)));
            }
        }

        if (awaited.Count > 0)
        {
            await grains.GetGrain<IQueueGrain>(ChannelKey.Inbox(agent).GrainKey).AwaitRepliesAsync(awaited.DrainToImmutable());
        }

        return new Preparation(await _capabilities.LookUpAsync(judged), outers is null ? OuterMessages.None : new OuterMessages(outers, held));
    }

    // One agent, outside of any room, needs nothing.
    private static bool IsPrivate(Envelope envelope) =>
        envelope.ToAgent.Length > 0 && (envelope.Channel == ChannelKey.Private || envelope.Target.Length > 0);

    private async Task PrepareAsync(Envelope envelope, DirectTarget target)
    {
        foreach (var receiver in target.Receivers)
        {
            if (!target.IsSingle)
            {
                await LookUpAsync(ReceiverKey.Of(envelope.EffectiveIdempotencyKey, receiver));
            }

            if (target.PrivateChannel is not null)
            {
                await members.LookUpAsync(receiver);
            }
        }
    }

    private async Task LookUpOuterAsync(string messageId, Dictionary<string, bool?> outers)
    {
        if (outers.ContainsKey(messageId))
        {
            return;
        }

        var states = await cases.ReadStatesAsync(agent, messageId, CancellationToken.None);
        outers[messageId] = states.Count > 0 ? NestedCalls.LacksApproval(states) : null;
    }

    private async ValueTask LookUpAsync(string key)
    {
        if (keys.MustLookUp(key, time.GetUtcNow()))
        {
            await keys.LookUpAsync(key);
        }
    }

    private DirectTarget? Receivers(Envelope envelope, ChannelName home, TenantSnapshot tenant) =>
        TargetResolution.Resolve(envelope, home, agent.Tenant, out var target) is null
        && RoutingRules.Apply(tenant.Settings.RoutingRules, envelope, target).Direct is { } direct
        && ReceiverExpansion.Expand(direct, tenant, agent, maxRecipients, out var expanded) is null
            ? expanded
            : null;
}
