using AgentBus.Domain.Codes;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>
/// What happened to a case as rows of evidence (DEL-11): hashes and times, never the content. Their subject is the message, so that they are part of its life.
/// </summary>
public static class CaseEvidence
{
    /// <summary>The version of the bodies.</summary>
    public const int Version = 3;

    /// <summary>Makes the row of a fact.</summary>
    public static EvidenceRow Row(EvidenceBuffer buffer, DeliberationCase of, CaseFact fact, DateTimeOffset at)
    {
        var json = buffer.Begin();
        json.WriteString("action"u8, of.Action.Action);
        json.WriteString("action_sha256"u8, of.Action.Digest);
        json.WriteString("at"u8, at);
        json.WriteString("by"u8, fact.By);
        json.WriteString("case"u8, of.CaseId);
        json.WriteString("code"u8, CodeTable.Wire(of.Code));
        json.WriteUnlessEmpty("content"u8, fact.Commitment);
        json.WriteUnlessEmpty("conversation_id"u8, of.Action.ConversationId);
        json.WriteString("detail"u8, fact.Detail);
        json.WriteNumberOrNull("ehi"u8, of.Action.Ehi);
        json.WriteString("event"u8, CaseNames.Of(fact.Event));
        json.WriteNumberOrNull("impact"u8, of.Action.Impact);
        json.WriteNumber("level"u8, of.Level);
        json.WriteString("message_id"u8, of.Action.MessageId);
        json.WriteUnlessEmpty("parent_id"u8, of.Action.ParentId);
        json.WriteNumber("policy_revision"u8, of.Action.PolicyRevision);
        json.WriteNumber("round"u8, of.Round);
        json.WriteString("rule"u8, of.Rule.Name);
        json.WriteString("sender"u8, of.Action.Sender.Agent.Agent);
        json.WriteString("state"u8, CaseNames.Of(of.State));
        json.WriteString("target"u8, of.Action.Target);
        json.WriteString("tenant"u8, of.Tenant);
        json.WriteString("tool"u8, of.Action.Tool);
        json.WriteNumber("v"u8, Version);
        if (fact.Vote is { } vote)
        {
            json.WriteStartObject("vote"u8);
            json.WriteString("choice"u8, CaseNames.Of(vote.Choice));
            json.WriteString("expires"u8, VoteText.Time(vote.SignatureExpires));
            json.WriteString("key_id"u8, vote.KeyId);
            json.WriteString("reason"u8, vote.Reason);
            json.WriteStrings("roles"u8, vote.Roles);
            json.WriteString("signature"u8, vote.Signature);
            json.WriteEndObject();
        }

        return new EvidenceRow(of.Tenant, KindOf(fact.Event), fact.By, of.Action.MessageId, at, buffer.End());
    }

    /// <summary>A vote, comment or the like that was refused; the case is as it was.</summary>
    public static EvidenceRow Refused(EvidenceBuffer buffer, DeliberationCase of, Principal by, Refusal why, DateTimeOffset at, EvidenceKind kind = EvidenceKind.VoteRefused)
    {
        var json = buffer.Begin();
        json.WriteString("at"u8, at);
        json.WriteString("by"u8, by.Agent.Agent);
        json.WriteString("case"u8, of.CaseId);
        json.WriteString("code"u8, CodeTable.Wire(why.Code));
        json.WriteString("message_id"u8, of.Action.MessageId);
        json.WriteString("person"u8, by.Person);
        json.WriteString("reason"u8, why.Reason);
        json.WriteString("sender"u8, of.Action.Sender.Agent.Agent);
        json.WriteString("tenant"u8, of.Tenant);
        json.WriteNumber("v"u8, Version);
        return new EvidenceRow(of.Tenant, kind, by.Agent.Agent, of.Action.MessageId, at, buffer.End());
    }

    private static EvidenceKind KindOf(CaseEvent happens) => happens switch
    {
        CaseEvent.Open => EvidenceKind.CaseOpened,
        CaseEvent.Vote => EvidenceKind.VoteCast,
        CaseEvent.Comment => EvidenceKind.CaseCommented,
        CaseEvent.Escalate => EvidenceKind.CaseEscalated,
        CaseEvent.Expire => EvidenceKind.CaseExpired,
        CaseEvent.Cancel => EvidenceKind.CaseCancelled,
        CaseEvent.Deliver => EvidenceKind.CaseDelivered,
        CaseEvent.Reopen => EvidenceKind.CaseReopened,
        CaseEvent.Refuse => EvidenceKind.CaseRefused,
        CaseEvent.Reserve or CaseEvent.Release => EvidenceKind.ApprovalReserved,
        CaseEvent.Use => EvidenceKind.ApprovalUsed,
        CaseEvent.Look => EvidenceKind.RawContentSeen,
        CaseEvent.Forget => EvidenceKind.RawContentDeleted,
        _ => EvidenceKind.CaseDecided,
    };
}
