using System.Collections.Immutable;
using System.Text.Json;
using AgentBus.Domain.Codes;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>A case as lists show it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="State">open, delivering, granted, delivered, rejected, expired, cancelled or refused.</param>
/// <param name="Sender">The agent that sent the message.</param>
/// <param name="Target">Where the message goes.</param>
/// <param name="MessageId">The sender's id of it.</param>
/// <param name="MessageType">What it is for, as the digest names it.</param>
/// <param name="Action">What its sender means to do; may be empty.</param>
/// <param name="Tool">The tool that it means to use; may be empty.</param>
/// <param name="Risk">The greater of impact and EHI, 0 to 1.</param>
/// <param name="Stage">The stage that held it.</param>
/// <param name="Why">Why, in words.</param>
/// <param name="Rule">The rule that it goes by.</param>
/// <param name="Roles">Roles that may vote now.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="Deadline">When it is too late.</param>
/// <param name="Round">How often people were asked.</param>
/// <param name="Level">Escalation levels reached.</param>
/// <param name="Approvals">Approving votes of this round.</param>
/// <param name="Rejections">Rejecting votes of this round.</param>
/// <param name="Group">Cases with the same one are alike.</param>
/// <param name="Code">Why the message was not delivered; none: it was, or may be.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="Voters">Who has voted in this round.</param>
internal sealed record CaseData(
    string CaseId,
    string State,
    string Sender,
    string Target,
    string MessageId,
    string MessageType,
    string Action,
    string Tool,
    double Risk,
    string Stage,
    string Why,
    string Rule,
    ImmutableArray<string> Roles,
    DateTimeOffset OpenedAt,
    DateTimeOffset Deadline,
    int Round,
    int Level,
    int Approvals,
    int Rejections,
    string Group,
    string Code,
    string Reason,
    ImmutableArray<string> Voters)
{
    /// <summary>Of a case.</summary>
    public static CaseData Of(CaseSummary of) => new(
        of.CaseId, CaseNames.Of(of.State), of.Sender, of.Target, of.MessageId, of.Type.ToString(), of.Action, of.Tool, of.Risk, of.Stage, of.Why, of.Rule, of.Roles, of.OpenedAt,
        of.Deadline, of.Round, of.Level, of.Approvals, of.Rejections, of.Group, CodeTable.Wire(of.Code), of.Reason, of.Voters);
}

/// <summary>A page of cases.</summary>
/// <param name="Cases">The cases, those that wait in the order in which to look at them.</param>
/// <param name="Open">So many cases of the tenant are not over.</param>
internal sealed record CaseListData(ImmutableArray<CaseData> Cases, int Open);

/// <summary>A vote that counts.</summary>
/// <param name="Reviewer">The person.</param>
/// <param name="Vote">approve, reject or abstain.</param>
/// <param name="Reason">Why.</param>
/// <param name="KeyId">The key that signed; empty: the tenant takes votes without.</param>
/// <param name="Signature">IEEE P1363, base64.</param>
/// <param name="Expires">The end of the signature, as it is signed.</param>
/// <param name="At">When it was taken.</param>
internal sealed record CaseVoteData(string Reviewer, string Vote, string Reason, string KeyId, string Signature, string Expires, DateTimeOffset At);

/// <summary>Something that happened to a case.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who did it.</param>
/// <param name="What">What.</param>
/// <param name="Detail">More about it.</param>
internal sealed record CaseEntryData(DateTimeOffset At, string By, string What, string Detail);

/// <summary>A case with everything that somebody who decides on it needs.</summary>
/// <param name="Case">What lists show of it.</param>
/// <param name="Digest">The digest of the action; a vote names it.</param>
/// <param name="PolicyRevision">The revision of the settings that held it; a vote names it.</param>
/// <param name="SenderRoles">The roles of the sender.</param>
/// <param name="Impact">0 to 1; null: not scored.</param>
/// <param name="Ehi">0 to 1; null: not scored.</param>
/// <param name="Reasons">Why it was held.</param>
/// <param name="Findings">What inspection found.</param>
/// <param name="Classification">How sensitive it is.</param>
/// <param name="Message">Content, media and payload as they would be delivered; null once they are somewhere else.</param>
/// <param name="Votes">The votes of this round.</param>
/// <param name="History">What happened, oldest first.</param>
/// <param name="Tenant">The tenant, as the digest names it.</param>
/// <param name="SenderType">What the sender is.</param>
/// <param name="Owners">People who may not vote on it: who is behind the sender, and its owners.</param>
/// <param name="Priority">The message's priority.</param>
/// <param name="ConversationId">The conversation that it belongs to; empty: none.</param>
/// <param name="ParentId">The message that it answers or follows; empty: none.</param>
/// <param name="ExpiresAt">The message's own expiry; null: none.</param>
/// <param name="ImpactScore">What the impact is made of; null: not scored.</param>
/// <param name="EhiScore">What the EHI is made of; null: not scored.</param>
/// <param name="Policy">What policies decided; null: none was asked.</param>
/// <param name="Standing">How far it is from a decision, and what the caller may do.</param>
/// <param name="Raw">What there is of the message as it came.</param>
internal sealed record CaseDetailData(
    CaseData Case,
    string Digest,
    long PolicyRevision,
    ImmutableArray<string> SenderRoles,
    double? Impact,
    double? Ehi,
    ImmutableArray<string> Reasons,
    ImmutableArray<string> Findings,
    string Classification,
    JsonElement? Message,
    ImmutableArray<CaseVoteData> Votes,
    ImmutableArray<CaseEntryData> History,
    string Tenant,
    string SenderType,
    ImmutableArray<string> Owners,
    string Priority,
    string ConversationId,
    string ParentId,
    DateTimeOffset? ExpiresAt,
    CaseScoreData? ImpactScore,
    CaseScoreData? EhiScore,
    CasePolicyData? Policy,
    CaseStandingData Standing,
    RawStandingData Raw)
{
    /// <summary>Of a case.</summary>
    public static CaseDetailData Of(CaseView of) => new(
        CaseData.Of(of.Summary),
        of.Digest,
        of.PolicyRevision,
        of.SenderRoles,
        of.Impact,
        of.Ehi,
        of.Reasons,
        of.Findings,
        Lower(of.Classification),
        of.Body.Length > 0 ? JsonElement.Parse(of.Body) : null,
        [.. of.Votes.Select(static vote => new CaseVoteData(
            vote.Reviewer, CaseNames.Of(vote.Choice), vote.Reason, vote.KeyId, vote.Signature, VoteText.Time(vote.SignatureExpires), vote.At))],
        [.. of.History.Select(static entry => new CaseEntryData(entry.At, entry.By, entry.What, entry.Detail))],
        of.Tenant,
        Lower(of.SenderType),
        of.Owners,
        Lower(of.Priority),
        of.ConversationId,
        of.ParentId,
        of.ExpiresAt,
        of.Assessment is { } scored ? CaseScoreData.Of(scored.Impact) : null,
        of.Assessment is { } doubted ? CaseScoreData.Of(doubted.Ehi) : null,
        of.Policy is { } policy ? CasePolicyData.Of(policy) : null,
        CaseStandingData.Of(of.Standing),
        RawStandingData.Of(of.Raw));

    private static string Lower(Enum value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

/// <summary>A vote as it is cast. Where the tenant takes votes without signatures, vote alone is enough.</summary>
/// <param name="Vote">approve, reject or abstain.</param>
/// <param name="Reason">Why; up to 2,000 characters.</param>
/// <param name="Digest">The digest of the action that was seen; absent: that of the case now.</param>
/// <param name="PolicyRevision">The revision that the signature names; absent: that of the case now.</param>
/// <param name="KeyId">The key that signed.</param>
/// <param name="Signature">ECDSA P-256 over SHA-256 of the canonical text, IEEE P1363, base64.</param>
/// <param name="Expires">The end of the signature, whole seconds, UTC.</param>
internal sealed record VoteRequestData(string Vote, string? Reason, string? Digest, long? PolicyRevision, string? KeyId, string? Signature, DateTimeOffset? Expires);

/// <summary>Words to a case.</summary>
/// <param name="Text">Up to 2,000 characters.</param>
internal sealed record CaseTextData(string Text);
