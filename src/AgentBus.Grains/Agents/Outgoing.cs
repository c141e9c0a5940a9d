using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>A message between admission and its receipt. Its key is reserved meanwhile.</summary>
internal sealed class Outgoing(IReceiptSink batch, int index, AdmittedMessage message, bool mayCreateChannel)
{
    private List<(IReceiptSink Batch, int Index)>? _followers;

    /// <summary>The message with all that the journal stores.</summary>
    public AdmittedMessage Message { get; } = message;

    /// <summary>Its sender may bring the channel into being by using it.</summary>
    public bool MayCreateChannel { get; } = mayCreateChannel;

    /// <summary>The same message again, while this one is on its way: it gets this one's receipt.</summary>
    public void Follow(IReceiptSink follower, int at) => (_followers ??= []).Add((follower, at));

    /// <summary>Hands the receipt out.</summary>
    public void Settle(Receipt receipt)
    {
        batch.Set(index, receipt);
        if (_followers is null)
        {
            return;
        }

        var again = receipt.Outcome is Outcome.Delivered or Outcome.Held ? receipt with { Duplicate = true } : receipt;
        foreach (var (follower, at) in _followers)
        {
            follower.Set(at, again);
        }
    }
}
