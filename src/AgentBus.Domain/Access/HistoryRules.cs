using AgentBus.Domain.Messages;
using AgentBus.Model;

namespace AgentBus.Domain.Access;

/// <summary>What of a channel's history is handed to somebody who may read it.</summary>
public static class HistoryRules
{
    /// <summary>A message that has not expired and is not above the reader's clearance.</summary>
    public static bool MayRead(int clearance, ChannelMessage message, DateTimeOffset now) =>
        ClearanceRules.MayReceive(clearance, message.Classification) && !Expiry.IsExpired(message.ExpiresAt, now);
}
