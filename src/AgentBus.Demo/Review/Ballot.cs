using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentBus.Demo.Review;

/// <summary>A vote before it is signed. What is signed stands in docs/deliberation.md, "What a vote signs": this is a client that has nothing but that document.</summary>
/// <param name="Vote">approve or reject.</param>
/// <param name="Reason">Why.</param>
/// <param name="Digest">The digest of the action that was seen.</param>
/// <param name="PolicyRevision">The revision of the settings that held it.</param>
internal sealed record Ballot(string Vote, string Reason, string Digest, long PolicyRevision)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(5);

    /// <summary>The vote as the bus takes it.</summary>
    public JsonObject Signed(BusApi api, PersonalKey key, string caseId, DateTimeOffset now)
    {
        var expires = (now + Lasting).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        // RFC 8785: names in order, no spaces. No value holds a character that JSON could write in two ways.
        var text = new JsonObject
        {
            ["case"] = caseId,
            ["digest"] = Digest,
            ["expires"] = expires,
            ["key_id"] = key.Name,
            ["policy_revision"] = PolicyRevision,
            ["reason_sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Reason))),
            ["reviewer"] = api.Person,
            ["tenant"] = api.Tenant,
            ["v"] = 1,
            ["vote"] = Vote,
        };
        return new JsonObject
        {
            ["vote"] = Vote,
            ["reason"] = Reason,
            ["digest"] = Digest,
            ["policy_revision"] = PolicyRevision,
            ["key_id"] = key.Name,
            ["expires"] = expires,
            ["signature"] = key.Sign(Encoding.UTF8.GetBytes(text.ToJsonString())),
        };
    }
}
