using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Dashboard;

/// <summary>A case that is over as a line of JSON: what was asked, every vote with what proves it, what happened.</summary>
internal static class CaseJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Writes the line.</summary>
    public static void Write(Stream lines, CaseView of)
    {
        var summary = of.Summary;
        JsonSerializer.Serialize(
            lines,
            new
            {
                of.Tenant,
                summary.CaseId,
                State = summary.State.ToString().ToLowerInvariant(),
                summary.Sender,
                summary.Target,
                summary.MessageId,
                MessageType = summary.Type.ToString(),
                summary.Action,
                summary.Tool,
                summary.Risk,
                of.Impact,
                of.Ehi,
                summary.Stage,
                of.Reasons,
                of.Findings,
                PolicyRules = of.Policy?.Fired.Select(static rule => new { rule.Name, rule.Place, rule.Line }),
                summary.Rule,
                summary.OpenedAt,
                summary.Reason,
                of.Digest,
                of.PolicyRevision,
                Votes = of.Votes.Select(static vote => new
                {
                    vote.Reviewer, Vote = CaseWords.Wire(vote.Choice), vote.Reason, vote.KeyId, vote.Signature, vote.PolicyRevision, vote.SignatureExpires, vote.At,
                }),
                of.History,
            },
            Options);
        lines.WriteByte((byte)'\n');
    }
}
