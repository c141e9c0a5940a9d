using AgentBus.Domain.Admission;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>One send that waits for the word of a case, for an approval or as a vote: its parts wait here, and its receipt tells what became of them.</summary>
internal sealed class ApprovedSend(SendBatch batch) : IReceiptSink
{
    private readonly List<(ChannelKey Channel, Outgoing Message)> _parts = [];
    private readonly TaskCompletionSource<Receipt> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is to be published where. None: it is answered already.</summary>
    public IReadOnlyList<(ChannelKey Channel, Outgoing Message)> Parts => _parts;

    /// <summary>The receipt, when it is there; the sender has it by then.</summary>
    public Task<Receipt> Receipt => _done.Task;

    /// <summary>Takes a part.</summary>
    public void Add(ChannelKey channel, Outgoing message) => _parts.Add((channel, message));

    /// <summary>Sends it on its way.</summary>
    public void Go(Outboxes outboxes, TenantSnapshot tenant)
    {
        foreach (var (channel, message) in _parts)
        {
            outboxes.Add(outboxes.For(channel, tenant), message);
        }

        outboxes.Flush();
    }

    /// <summary>Ends it: it goes nowhere, and its keys are free again.</summary>
    public void Refuse(in AdmissionResult refused, DeliveredKeys keys)
    {
        keys.GiveBack(_parts.Select(static part => part.Message));
        foreach (var (channel, message) in _parts)
        {
            message.Settle(Receipts.Refused(refused.Envelope, refused.Verdict!) with { Agent = channel.IsInbox ? channel.Channel : "" });
        }
    }

    /// <inheritdoc/>
    public void Set(int index, Receipt receipt)
    {
        batch.Set(index, receipt);
        _done.SetResult(receipt);
    }
}
