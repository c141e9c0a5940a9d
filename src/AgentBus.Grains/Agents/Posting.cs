using System.Collections.Immutable;
using AgentBus.Domain.Access;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Agents;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Messages;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>Hands what admission let pass to where it goes: reserves its key, and puts it into the outbox of a channel or of each receiver.</summary>
internal sealed class Posting(DeliveredKeys keys, Outboxes outboxes, StampCache stamps, EvidenceBuffer buffer)
{
    private static readonly Refusal ReceiverDisabled = new(Code.AgentDisabled, "The receiver is disabled; an admin of the tenant can enable it.");

    /// <summary>Hands a message over; what is in outboxes goes with their next flush.</summary>
    /// <param name="result">The message.</param>
    /// <param name="context">What it was judged by.</param>
    /// <param name="receipts">Where its receipt goes.</param>
    /// <param name="index">Its place there.</param>
    /// <param name="approved">Takes what would go into outboxes, until its approval is reserved; null: it goes by none.</param>
    public void Deliver(in AdmissionResult result, in AdmissionContext context, IReceiptSink receipts, int index, ApprovedSend? approved = null)
    {
        var key = result.Envelope.EffectiveIdempotencyKey;
        if (result.Target.Channel is { } channel)
        {
            var outbox = outboxes.For(channel, context.Tenant);
            var mayCreate = !outbox.IsResolved && AccessRules.MayCreateByUse(context.Principal, context.Tenant, channel);
            Post(outbox, channel, Outgoing(in result, key, receipts, index, mayCreate), approved);
        }
        else if (result.Target.Direct is not { } direct)
        {
            receipts.Set(index, Receipts.Heard(result.Envelope.MessageId));
        }
        else if (direct.IsSingle)
        {
            DeliverTo(direct.Receivers[0], key, in result, in context, receipts, index, approved);
        }
        else
        {
            DeliverToAll(direct.Receivers, in result, in context, new RecipientReceipts(receipts, index, result.Envelope.MessageId, direct.Receivers.Length), approved);
        }
    }

    /// <summary>A message as its case takes it.</summary>
    public Outgoing Held(in AdmissionResult result, IReceiptSink receipts, int index) =>
        Outgoing(in result, result.Envelope.EffectiveIdempotencyKey, receipts, index, mayCreateChannel: false);

    /// <summary>Whether a receiver takes a message that may go; null: it does.</summary>
    public static Refusal? Judge(AgentKey receiver, Envelope envelope, in AdmissionContext context) =>
        context.Tenant.Settings.RefuseDisabledReceivers && context.Tenant.IsDisabled(receiver.Agent)
            ? ReceiverDisabled
            : (context.Capabilities ?? RequiredCapabilities.None).Judge(envelope.RequiredCapability, receiver);

    /// <summary>Each receiver gets it once: one that has it already answers its first receipt, and one that is getting it is waited for.</summary>
    private void DeliverToAll(
        ImmutableArray<AgentKey> receivers, in AdmissionResult result, in AdmissionContext context, RecipientReceipts receipts, ApprovedSend? approved)
    {
        for (var i = 0; i < receivers.Length; i++)
        {
            var key = ReceiverKey.Of(result.Envelope.EffectiveIdempotencyKey, receivers[i]);
            var known = keys.Find(key, result.Envelope.BodyDigest);
            if (known.First is { } first)
            {
                receipts.Set(i, first with { Duplicate = true });
            }
            else if (known.State == KeyState.SameInFlight)
            {
                keys.OnItsWay(key).Follow(receipts, i);
            }
            else
            {
                DeliverTo(receivers[i], key, in result, in context, receipts, i, approved);
            }
        }
    }

    private void DeliverTo(
        AgentKey receiver, string key, in AdmissionResult result, in AdmissionContext context, IReceiptSink receipts, int index, ApprovedSend? approved)
    {
        if (Judge(receiver, result.Envelope, in context) is { } refusal)
        {
            receipts.Set(index, Receipts.Refused(result.Envelope, refusal) with { Agent = receiver.Agent });
            return;
        }

        var inbox = ChannelKey.Inbox(receiver);
        Post(outboxes.For(inbox, context.Tenant), inbox, Outgoing(in result, key, receipts, index, mayCreateChannel: false), approved);
    }

    private void Post(ChannelOutbox outbox, ChannelKey channel, Outgoing message, ApprovedSend? approved)
    {
        keys.Reserve(message);
        if (approved is null)
        {
            outboxes.Add(outbox, message);
        }
        else
        {
            approved.Add(channel, message);
        }
    }

    private Outgoing Outgoing(in AdmissionResult result, string key, IReceiptSink receipts, int index, bool mayCreateChannel) =>
        new(receipts, index, AdmittedMessages.Of(in result, key, stamps.Encode(result.Stamp!), buffer), mayCreateChannel);
}
