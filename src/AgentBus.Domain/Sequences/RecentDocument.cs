using AgentBus.Domain.Evidence;
using AgentBus.Domain.Policies;
using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Sequences;

/// <summary>Recent messages as policies read them; docs/policies.md describes the members. Made only where a policy reads it.</summary>
internal static class RecentDocument
{
    private static readonly ObjectShape Recent = new("sender", "conversation");
    private static readonly ObjectShape Memory = new("complete", "messages");
    private static readonly ObjectShape Message = new("sender", "type", "action", "tool", "target", "classification", "findings", "outcome", "count", "age_seconds");
    private static readonly ObjectShape Target = new("type", "id", "room", "channel", "receivers");
    private static readonly EnumValues<MessageType> Types = new();

    public static RegoValue Of(RegoValue? sender, RegoValue? conversation) => Recent.Of(sender, conversation);

    /// <summary>A memory, its messages from the latest on.</summary>
    public static RegoValue Of(RecentMessages messages, DateTimeOffset now, TimeSpan window) => Memory.Of(
        RegoValue.Of(messages.IsComplete(now, window)),
        RegoValue.ArrayOf(messages.Entries.ToArray().OrderByDescending(static entry => entry.Last).Select(entry => Of(in entry, now))));

    private static RegoValue Of(in SequenceEntry entry, DateTimeOffset now)
    {
        var kind = entry.Kind;
        return Message.Of(
            RegoValue.Of(kind.Sender),
            Types[(int)kind.Type],
            Text(kind.Action),
            Text(kind.Tool),
            Of(kind.Target),
            RegoValue.Of(ClassificationNames.Of(kind.Classification)),
            PrincipalDocuments.Texts(kind.Findings),
            RegoValue.Of(OutcomeNames.Of(kind.Outcome)),
            RegoValue.Of(entry.Count),
            RegoValue.Of((long)Math.Max(0, (now - entry.Last).TotalSeconds)));
    }

    private static RegoValue Of(SequenceTarget target) => target.Channel is { } channel
        ? Target.Of(RegoValue.Of("channel"), RegoValue.Of(channel.Name), RegoValue.Of(channel.Room), RegoValue.Of(channel.Channel), null)
        : Target.Of(
            RegoValue.Of("agent"),
            target.Receivers.Length == 1 ? RegoValue.Of(target.Receivers[0].Agent) : null,
            null,
            null,
            RegoValue.ArrayOf(target.Receivers.Select(static receiver => RegoValue.Of(receiver.Agent))));

    private static RegoValue? Text(string text) => text.Length == 0 ? null : RegoValue.Of(text);
}
