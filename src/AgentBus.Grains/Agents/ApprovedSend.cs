using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>One send by an approval: its parts wait here until that is reserved, and its receipt tells what became of them.</summary>
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

    /// <inheritdoc/>
    public void Set(int index, Receipt receipt)
    {
        batch.Set(index, receipt);
        _done.SetResult(receipt);
    }
}
