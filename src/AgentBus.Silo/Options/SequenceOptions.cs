using System.ComponentModel.DataAnnotations;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>What the bus remembers of recent messages for policies (input.recent): kinds, classifications, findings, targets and times, never content.</summary>
internal sealed class SequenceOptions
{
    /// <summary>Kinds of messages remembered of each sender; 0: none.</summary>
    [Range(0, 64)]
    public int SenderEntries { get; set; } = 32;

    /// <summary>Kinds of messages remembered of each conversation, whoever sent them; 0: none.</summary>
    [Range(0, 64)]
    public int ConversationEntries { get; set; } = 32;

    /// <summary>Conversations of the tenant remembered on a silo; the ones used longest ago go first.</summary>
    [Range(1, 10_000)]
    public int Conversations { get; set; } = 1_000;

    /// <summary>A message is remembered so long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:15:00")]
    public TimeSpan Window { get; set; } = SequenceSettings.LongestWindow;

    /// <summary>As settings of a tenant.</summary>
    public SequenceSettings ToSettings() => new(SenderEntries, ConversationEntries, Conversations, Window);
}
