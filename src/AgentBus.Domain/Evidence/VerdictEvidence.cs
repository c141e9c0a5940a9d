using AgentBus.Domain.Codes;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Routing;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>
/// A verdict as the ledger takes it: UTF-8 JSON, its properties always in the same (ordinal) order. What a message does
/// not say (action, tool, artifacts, conversation, parent) has no property.
/// </summary>
public static class VerdictEvidence
{
    /// <summary>The version of the body.</summary>
    public const int Version = 3;

    /// <summary>Encodes a verdict. It never holds the message's content, nor a digest of it that could be tried out.</summary>
    /// <param name="buffer">Where it is written.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="envelope">The message.</param>
    /// <param name="target">Where it was to go.</param>
    /// <param name="salt">
    /// For a message that is not stored: random bytes, under which the verdict names its content (<see cref="ContentCommitment"/>). Of one that is
    /// stored the ledger does that itself, under a salt that goes with the content.
    /// </param>
    public static ReadOnlyMemory<byte> Encode(EvidenceBuffer buffer, Verdict verdict, Envelope envelope, in MessageTarget target, ReadOnlySpan<byte> salt = default)
    {
        var facts = verdict.Facts;
        var json = buffer.Begin();
        json.WriteUnlessEmpty("action"u8, envelope.Action);
        json.WriteNumberOrNull("agent_tokens"u8, facts.AgentTokens);
        json.WriteUnlessEmpty("approval"u8, facts.Approval);
        if (!envelope.Artifacts.IsDefaultOrEmpty)
        {
            json.WriteStrings("artifacts"u8, envelope.Artifacts);
        }

        json.WriteString("at"u8, facts.At);
        if (!salt.IsEmpty)
        {
            json.WriteString("body_hmac"u8, ContentCommitment.Of(salt, envelope.BodyDigest.Span).ToString());
            json.WriteHex("body_salt"u8, salt);
        }

        json.WriteString("classification"u8, ClassificationNames.Of(envelope.Classification));
        json.WriteNumber("clearance"u8, facts.Clearance);
        json.WriteString("code"u8, CodeTable.Wire(verdict.Code));
        json.WriteString("constitutional_hash"u8, envelope.ConstitutionalHash);
        json.WriteUnlessEmpty("conversation_id"u8, envelope.ConversationId);
        json.WriteNumberOrNull("ehi"u8, verdict.Ehi);
        json.WriteFactors("ehi_factors"u8, verdict.Assessment?.Ehi);
        json.WriteStrings("findings"u8, verdict.Findings);
        json.WriteNumberOrNull("impact"u8, verdict.Impact);
        json.WriteFactors("impact_factors"u8, verdict.Assessment?.Impact);
        json.WriteFloor("impact_floor"u8, verdict.Assessment?.Impact);
        json.WriteString("message_id"u8, envelope.MessageId);
        json.WriteString("outcome"u8, OutcomeNames.Of(verdict.Outcome));
        json.WriteUnlessEmpty("override"u8, verdict.Override);
        json.WriteUnlessEmpty("parent_id"u8, envelope.ParentId);
        if (verdict.Policy is { } policy)
        {
            PolicyEvidence.Write(json, policy);
        }

        json.WriteNumber("policy_revision"u8, verdict.PolicyRevision);
        json.WriteStrings("reasons"u8, verdict.Reasons);
        if (target.Direct is { IsSingle: false } several)
        {
            json.WriteStrings("receivers"u8, [.. several.Receivers.Select(static receiver => receiver.Agent)]);
        }

        json.WriteStrings("roles"u8, facts.Roles);
        json.WriteString("sender"u8, facts.Principal.Agent);
        json.WriteString("stage"u8, verdict.Stage);
        json.WriteString("subject"u8, facts.Subject);
        json.WriteString("target"u8, target.Name);
        json.WriteString("tenant"u8, facts.Principal.Tenant);
        json.WriteNumberOrNull("tenant_tokens"u8, facts.TenantTokens);
        json.WriteUnlessEmpty("tool"u8, envelope.Tool);
        json.WriteNumber("v"u8, Version);
        return buffer.End();
    }
}
