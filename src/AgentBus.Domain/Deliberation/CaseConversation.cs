using System.Collections.Immutable;
using AgentBus.Domain.Access;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// What somebody who decides on a case may read of its channel for that reason alone (DEL-07): what was said before the message came, so much and no more,
/// while the case waits for them.
/// </summary>
public static class CaseConversation
{
    /// <summary>So many messages at most.</summary>
    public const int MaxMessages = 20;

    /// <summary>Null: the person may read it. Who may not vote gets nothing, and nobody gets anything of a case that is not open.</summary>
    public static Refusal? Check(DeliberationCase of, Principal person, TenantSnapshot tenant, DateTimeOffset now) =>
        Voter.Check(of, person, out _) is { } stranger ? stranger
        : of.State != CaseState.Open || now >= of.Deadline ? CaseRefusals.Closed
        : of.Action.Route.Channel is not { } channel ? CaseRefusals.NoChannel
        : AccessRules.ReadFor(person, tenant, channel);

    /// <summary>Asks for the first message since the case came: what was said before ends there.</summary>
    public static HistoryQuery Since(DateTimeOffset opened) => new(null, opened, 0, 1);

    /// <summary>Asks for the last messages before it.</summary>
    public static HistoryQuery Before(HistoryPage since) => new(null, null, since.Messages.IsEmpty ? 0 : since.Messages[0].Sequence, MaxMessages);

    /// <summary>Of a page of the channel what came before the case, and is not above the reader's clearance.</summary>
    public static ImmutableArray<ChannelMessage> Of(DeliberationCase of, ImmutableArray<ChannelMessage> page, Principal reader, DateTimeOffset now) =>
        [.. page.Where(message => message.AcceptedAt < of.OpenedAt && HistoryRules.MayRead(reader.Clearance, message, now)).TakeLast(MaxMessages)];
}
