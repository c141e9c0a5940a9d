using System.Globalization;
using System.Text.Json;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using AgentBus.Silo.Json;

namespace AgentBus.Silo.Http;

/// <summary>Reads votes and words to cases out of requests.</summary>
internal static class VoteReading
{
    private static readonly string[] Known = ["vote", "reason", "digest", "policy_revision", "key_id", "signature", "expires"];

    /// <summary>The vote. What it does not say of the case is taken from the case as it is now, which a signature then has to fit.</summary>
    public static Result<VoteBallot> Read(ApiCall call, CaseView now)
    {
        var findings = new JsonFindings();
        call.NoteUnknown(Known, findings);
        if (call.Take(findings) is { } unknown)
        {
            return unknown;
        }

        var data = call.Request.Data;
        if (!CaseNames.TryParse(JsonText.Text(data, "vote") ?? "", out VoteChoice choice))
        {
            return new Refusal(Code.MessageInvalid, "The field vote must be approve, reject or abstain.");
        }

        var expires = call.Now;
        if (JsonText.Text(data, "expires") is { Length: > 0 } text
            && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out expires))
        {
            return new Refusal(Code.MessageInvalid, "The field expires must be a time.");
        }

        var revision = data.TryGetProperty("policy_revision", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var named) ? named : now.PolicyRevision;
        return new VoteBallot(
            choice,
            JsonText.Text(data, "reason") ?? "",
            JsonText.Text(data, "digest") is { Length: > 0 } digest ? digest : now.Digest,
            JsonText.Text(data, "key_id") ?? "",
            JsonText.Text(data, "signature") ?? "",
            revision,
            expires);
    }

    /// <summary>The words; empty where there are none.</summary>
    public static Result<string> ReadText(ApiCall call, string field = "text")
    {
        var findings = new JsonFindings();
        call.NoteUnknown([field], findings);
        return call.Take(findings) is { } unknown ? unknown : JsonText.Text(call.Request.Data, field) ?? "";
    }
}
