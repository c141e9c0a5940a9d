using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>A message that was sent.</summary>
/// <param name="Receipt">Its receipt.</param>
/// <param name="Reply">The reply that its session awaits, to be disposed; null: none.</param>
internal sealed record SentMessage(Receipt Receipt, PendingReply? Reply);
