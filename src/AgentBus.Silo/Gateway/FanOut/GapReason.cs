namespace AgentBus.Silo.Gateway.FanOut;

/// <summary>Why messages cannot be had any more; the words of Gap.reason (docs/protocol.md, "Positions").</summary>
internal static class GapReason
{
    /// <summary>The positions of the former history mean nothing any more.</summary>
    public const string EpochChanged = "epoch_changed";

    /// <summary>History does not reach back so far.</summary>
    public const string HistoryGone = "history_gone";

    /// <summary>The asked position lies after the head.</summary>
    public const string PositionUnknown = "position_unknown";
}
