using System.Collections.Immutable;
using AgentBus.Services;

namespace AgentBus.Silo.Http;

/// <summary>What is around a case.</summary>
/// <param name="Conversation">What was said before in its channel, oldest first; as far as the caller may read it.</param>
/// <param name="WhyNone">Why nothing of it is shown; empty: it is.</param>
/// <param name="Similar">Cases that are alike and over, newest first.</param>
/// <param name="HasMore">There are more of them.</param>
internal sealed record CaseContextData(ImmutableArray<CaseContextMessageData> Conversation, string WhyNone, ImmutableArray<CaseData> Similar, bool HasMore)
{
    /// <summary>Of what is around a case.</summary>
    public static CaseContextData Of(CaseSurroundings of) => new(
        [.. of.Conversation.Select(static line => new CaseContextMessageData(line.MessageId, line.Sender, line.At, line.Type, line.Action, line.Text, line.IsSame))],
        of.WhyNone,
        [.. of.Similar.Select(CaseData.Of)],
        of.HasMore);
}

/// <summary>A message that was there before.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="At">When the bus accepted it.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Action">What its sender meant to do; may be empty.</param>
/// <param name="Text">What it says: its text, or the beginning of its content as JSON; at most 500 characters.</param>
/// <param name="IsSame">It is of the same conversation.</param>
internal sealed record CaseContextMessageData(string MessageId, string Sender, DateTimeOffset At, string Type, string Action, string Text, bool IsSame);
