using System.Globalization;
using AgentBus.Model;

namespace AgentBus.Domain.Audit;

/// <summary>
/// The names under which an entry is found beside its subject: what it belongs to, follows, brings along, settles. They are derived from
/// entries, so an index of them can be made anew at any time; two links may share a hash, and whoever looks up compares what the entry says.
/// </summary>
public static class AuditLinks
{
    // A settlement has at most what a consumer holds; more than this is no entry of ours.
    private const int MaxPlaces = 100_000;

    /// <summary>What is about a message.</summary>
    public static string Message(string messageId) => "m/" + messageId;

    /// <summary>What is about a message and concerns an agent: others may use its id as often as they like.</summary>
    public static string Message(string messageId, string agent) => $"w/{agent}/{messageId}";

    /// <summary>Messages of a conversation.</summary>
    public static string Conversation(string conversationId) => "c/" + conversationId;

    /// <summary>Messages that answer or follow a message.</summary>
    public static string Parent(string messageId) => "p/" + messageId;

    /// <summary>Messages that name an artifact.</summary>
    public static string Artifact(string sha256) => "a/" + sha256;

    /// <summary>What became of what lies at a place of a queue.</summary>
    public static string Place(string room, string channel, Position position) =>
        string.Create(CultureInfo.InvariantCulture, $"q/{room}:{channel}/{position.Epoch:x}/{position.Sequence}");

    /// <summary>The links of an entry.</summary>
    public static IEnumerable<string> Of(AuditRecord record)
    {
        if (record.MessageId.Length > 0)
        {
            yield return Message(record.MessageId);
            foreach (var agent in record.Parties)
            {
                yield return Message(record.MessageId, agent);
            }
        }

        if (record.ConversationId.Length > 0)
        {
            yield return Conversation(record.ConversationId);
        }

        if (record.ParentId.Length > 0)
        {
            yield return Parent(record.ParentId);
        }

        foreach (var artifact in record.Artifacts)
        {
            yield return Artifact(artifact);
        }

        if (record.Place is not { } queue)
        {
            yield break;
        }

        foreach (var sequence in SequencesOf(record).Take(MaxPlaces))
        {
            yield return Place(queue.Room, queue.Channel, queue.Position with { Sequence = sequence });
        }
    }

    private static IEnumerable<long> SequencesOf(AuditRecord record)
    {
        for (var i = 0; i + 1 < record.Sequences.Length; i += 2)
        {
            for (var sequence = record.Sequences[i]; sequence <= record.Sequences[i + 1]; sequence++)
            {
                yield return sequence;
            }
        }
    }
}
