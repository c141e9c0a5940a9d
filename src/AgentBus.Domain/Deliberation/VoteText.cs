using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentBus.Domain.Canonical;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>The text that a vote signs: RFC 8785 JSON of what was decided, on what, by whom, under which settings, until when.</summary>
public static class VoteText
{
    /// <summary>The version of the text.</summary>
    public const int Version = 1;

    /// <summary>Writes it.</summary>
    /// <exception cref="ArgumentException">A text is no Unicode.</exception>
    public static byte[] Of(string tenant, string caseId, string reviewer, VoteBallot ballot)
    {
        var json = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("case"u8, caseId);
            writer.WriteString("digest"u8, ballot.Digest);
            writer.WriteString("expires"u8, Time(ballot.Expires));
            writer.WriteString("key_id"u8, ballot.KeyId);
            writer.WriteNumber("policy_revision"u8, ballot.PolicyRevision);
            writer.WriteString("reason_sha256"u8, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ballot.Reason))));
            writer.WriteString("reviewer"u8, reviewer);
            writer.WriteString("tenant"u8, tenant);
            writer.WriteNumber("v"u8, Version);
            writer.WriteString("vote"u8, CaseNames.Of(ballot.Choice));
            writer.WriteEndObject();
        }

        var text = new ArrayBufferWriter<byte>(json.WrittenCount);
        return CanonicalJson.Write(json.WrittenMemory, text) == CanonicalFault.None
            ? text.WrittenSpan.ToArray()
            : throw new ArgumentException("A vote holds text that has no canonical form.", nameof(ballot));
    }

    /// <summary>A time as the text holds it: whole seconds, UTC.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
