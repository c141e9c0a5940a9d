using AgentBus.Domain.Admission;
using AgentBus.Domain.Policies;
using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Sequences;

/// <summary>What policies may read of recent messages, as of a batch's settings. Not thread-safe, as the memory of its sender.</summary>
internal sealed class RecentView(RecentMessages? own, ConversationMemory conversations, SequenceSettings settings) : IRecentMessages
{
    /// <inheritdoc/>
    public RegoValue? Describe(in AdmissionRun run)
    {
        var now = run.Context.Now;
        return RecentDocument.Of(
            own is null ? null : Sender(own, now),
            settings.ConversationEntries > 0 && run.Envelope.ConversationId.Length > 0 ? Conversation(run.Envelope.ConversationId, now) : null);
    }

    private RegoValue Sender(RecentMessages messages, DateTimeOffset now)
    {
        messages.Expire(now - settings.Window);
        return RecentDocument.Of(messages, now, settings.Window);
    }

    // One that nobody remembers: it is new, or was forgotten.
    private RegoValue Conversation(string conversation, DateTimeOffset now) =>
        conversations.Look(conversation, settings, now, messages => RecentDocument.Of(messages, now, settings.Window))
        ?? RecentDocument.Of(new RecentMessages(1, now), now, settings.Window);
}
