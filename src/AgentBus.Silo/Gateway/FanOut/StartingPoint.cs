using AgentBus.Model;

namespace AgentBus.Silo.Gateway.FanOut;

/// <summary>Where a follower that asked for a position begins, and what it is told.</summary>
/// <param name="Next">The sequence before which it stands when it is told.</param>
/// <param name="IsRecovered">Everything after the asked position follows.</param>
/// <param name="SkippedTo">With a reason: nothing up to here can be had.</param>
/// <param name="Reason">Why not all follows; null: it does.</param>
internal readonly record struct StartingPoint(long Next, bool IsRecovered, long SkippedTo, string? Reason)
{
    /// <summary>Decides from what the channel holds.</summary>
    /// <param name="asked">The last message that the client has seen; epoch 0: whatever it is now.</param>
    /// <param name="page">The channel as it is.</param>
    public static StartingPoint Of(Position asked, ChannelPage page)
    {
        var oldest = page.First > 0 ? page.First : page.Head + 1;
        if (asked.Epoch != 0 && asked.Epoch != page.Epoch)
        {
            return new StartingPoint(1, false, oldest - 1, GapReason.EpochChanged);
        }

        if (asked.Sequence > page.Head)
        {
            return new StartingPoint(page.Head + 1, false, page.Head, GapReason.PositionUnknown);
        }

        return oldest > asked.Sequence + 1
            ? new StartingPoint(asked.Sequence + 1, false, oldest - 1, GapReason.HistoryGone)
            : new StartingPoint(asked.Sequence + 1, true, 0, null);
    }
}
