using AgentBus.Domain.Admission;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Policies;
using AgentBus.Model;

namespace AgentBus.Domain.Sequences;

/// <summary>
/// What one sender and its conversations did lately; it belongs to the sender's activation. It remembers nothing unless the tenant's settings ask for
/// it. Not thread-safe.
/// </summary>
/// <param name="sender">The sender.</param>
/// <param name="since">When the activation began.</param>
public sealed class SenderMemory(AgentKey sender, DateTimeOffset since)
{
    private RecentMessages? _own;

    /// <summary>The sender's own messages; null: none are remembered.</summary>
    internal RecentMessages? Messages => _own;

    /// <summary>What policies may read of it; null: the tenant does not ask for it. It sees what is noted after it was made.</summary>
    public IRecentMessages? View(SequenceSettings? settings, ConversationMemory conversations, DateTimeOffset now) =>
        settings is null ? null : new RecentView(settings.SenderEntries > 0 ? Own(settings, now) : null, conversations, settings);

    /// <summary>Remembers a message that admission decided on; one that was refused before authorization says nothing that could be relied on.</summary>
    public void Note(in AdmissionResult decided, SequenceSettings? settings, ConversationMemory conversations, DateTimeOffset now)
    {
        if (settings is null || decided.Verdict is not { } verdict || decided.Target.IsNone || EvidencePolicy.IsAggregated(verdict.Stage))
        {
            return;
        }

        var kind = SequenceKind.Of(in decided, sender.Agent);
        if (settings.SenderEntries > 0)
        {
            Own(settings, now).Note(in kind, now, settings.Window);
        }

        if (settings.ConversationEntries > 0 && decided.Envelope.ConversationId.Length > 0)
        {
            conversations.Note(decided.Envelope.ConversationId, in kind, settings, now);
        }
    }

    // Other settings begin another memory; the first began with the activation.
    private RecentMessages Own(SequenceSettings settings, DateTimeOffset now)
    {
        if (_own?.Capacity != settings.SenderEntries)
        {
            _own = new RecentMessages(settings.SenderEntries, _own is null ? since : now);
        }

        return _own;
    }
}
