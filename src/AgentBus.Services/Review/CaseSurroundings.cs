using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>What is around a case.</summary>
/// <param name="Conversation">What was said before in its channel, oldest first.</param>
/// <param name="WhyNone">Why nothing of it is shown; empty: it is.</param>
/// <param name="Similar">Cases that are alike and over, newest first: the same sender wanted to do the same at the same place.</param>
/// <param name="HasMore">There are more of them.</param>
public sealed record CaseSurroundings(ImmutableArray<ConversationLine> Conversation, string WhyNone, ImmutableArray<CaseSummary> Similar, bool HasMore);
