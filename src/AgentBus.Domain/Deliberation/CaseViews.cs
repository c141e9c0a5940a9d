using System.Security.Cryptography;
using System.Text;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Cases as callers see them.</summary>
public static class CaseViews
{
    private const int GroupBytes = 8;

    /// <summary>For lists.</summary>
    public static CaseSummary Summary(DeliberationCase of) => new()
    {
        CaseId = of.CaseId,
        Revision = of.Revision,
        State = of.State,
        Sender = of.Action.Sender.Agent.Agent,
        Target = of.Action.Target,
        Type = of.Action.Type,
        Action = of.Action.Action,
        Tool = of.Action.Tool,
        Risk = of.Action.Risk,
        Stage = of.Action.Stage,
        Why = of.Action.Reasons.FirstOrDefault(""),
        Rule = of.Rule.Name,
        OpenedAt = of.OpenedAt,
        Deadline = of.Deadline,
        Round = of.Round,
        Level = of.Level,
        Approvals = of.Votes.Count(static vote => vote.Choice == VoteChoice.Approve),
        Rejections = of.Votes.Count(static vote => vote.Choice == VoteChoice.Reject),
        MessageId = of.Action.MessageId,
        Group = Group(of.Action),
        Code = of.Code,
        Reason = of.Reason,
        Roles = Voter.RolesOf(of),
        Voters = [.. of.Votes.Select(static vote => vote.Reviewer)],
    };

    /// <summary>What happened, for those who watch; the position is its index's to give.</summary>
    public static CaseUpdate Update(CaseStep step) =>
        new(default, Summary(step.Case), [.. step.Facts.Select(fact => CaseRules.EntryOf(fact, step.Case.ChangedAt))]);

    /// <summary>For those who decide on it.</summary>
    /// <param name="of">The case.</param>
    /// <param name="body">What its message does, as JSON; empty where that is not there any more.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="settings">How the tenant's people decide.</param>
    public static CaseView Whole(DeliberationCase of, string body, Principal viewer, DeliberationSettings settings) => new()
    {
        Summary = Summary(of),
        Digest = of.Action.Digest,
        PolicyRevision = of.Action.PolicyRevision,
        SenderRoles = of.Action.Sender.Roles,
        Impact = of.Action.Impact,
        Ehi = of.Action.Ehi,
        Reasons = of.Action.Reasons,
        Findings = of.Action.Findings,
        Classification = of.Action.Classification,
        Body = Voter.MayRead(of.Action, viewer) ? body : "",
        Rule = of.Rule,
        Votes = of.Votes,
        History = of.History,
        ExpiresAt = of.Action.ExpiresAt,
        Assessment = of.Action.Assessment,
        Policy = of.Action.Policy,
        Owners = of.Action.Excluded,
        SenderType = of.Action.Sender.Type,
        Priority = of.Action.Priority,
        ConversationId = of.Action.ConversationId,
        ParentId = of.Action.ParentId,
        Channel = of.Action.Route.Channel is { } channel ? new ChannelName(channel.Room, channel.Channel) : null,
        Standing = CaseStandings.Of(of, viewer, settings),
        Tenant = of.Tenant,
        Raw = RawContentRules.Standing(of, viewer, settings),
    };

    /// <summary>Whether this caller may know of the case: its sender, and people who may decide on it.</summary>
    public static bool MaySee(CaseSummary of, string tenant, Principal principal) =>
        principal.Agent.Tenant == tenant
        && (principal.Agent.Agent == of.Sender || (principal.Type == EntityType.Human && of.Roles.Any(role => principal.Roles.Contains(role))));

    /// <summary>Whether a change took the case out of this caller's sight.</summary>
    public static bool HasLost(CaseUpdate changed, string tenant, Principal principal) =>
        !MaySee(changed.Case, tenant, principal) && !changed.LostRoles.IsEmpty && MaySee(changed.Case with { Roles = changed.LostRoles }, tenant, principal);

    /// <summary>Whether a text stands in what lists show of a case, without regard to case.</summary>
    public static bool Holds(CaseSummary of, string text) =>
        text.Length == 0
        || new[] { of.Sender, of.Target, of.Action, of.Tool, of.MessageId, of.CaseId, of.Why, of.Reason, of.Rule }.Concat(of.Voters)
            .Any(part => part.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static string Group(HeldAction action)
    {
        var text = string.Join('\u001f', action.Sender.Agent.Agent, action.Target, action.Type.ToString(), action.Action, action.Tool, action.Stage);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, GroupBytes));
    }
}
