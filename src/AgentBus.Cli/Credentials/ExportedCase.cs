using System.Formats.Asn1;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;

namespace AgentBus.Cli.Credentials;

/// <summary>A case for a file: as it is shown, and each vote with the text that its signature is over, in the forms that openssl takes.</summary>
internal static class ExportedCase
{
    private const int HalfSignature = 32;

    /// <summary>Adds to each signed vote <c>text</c>, <c>signature_der</c> and, where it is known, <c>public_key_pem</c>.</summary>
    public static JsonObject Of(JsonObject shown, string tenant, IReadOnlyDictionary<string, string> keys)
    {
        var exported = (JsonObject)shown.DeepClone();
        exported["tenant"] = tenant;
        foreach (var vote in (exported["votes"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if ((string?)vote["signature"] is not { Length: > 0 } signature || !CaseNames.TryParse((string?)vote["vote"] ?? "", out VoteChoice choice))
            {
                continue;
            }

            var ballot = new VoteBallot(
                choice,
                (string?)vote["reason"] ?? "",
                (string)exported["digest"]!,
                (string?)vote["key_id"] ?? "",
                signature,
                (long)exported["policy_revision"]!,
                DateTimeOffset.Parse((string)vote["expires"]!, CultureInfo.InvariantCulture));
            vote["text"] = Encoding.UTF8.GetString(VoteText.Of(tenant, (string)exported["case"]!["case_id"]!, (string)vote["reviewer"]!, ballot));
            vote["signature_der"] = Convert.ToBase64String(Der(Convert.FromBase64String(signature)));
            if (keys.TryGetValue(ballot.KeyId, out var key))
            {
                vote["public_key_pem"] = System.Security.Cryptography.PemEncoding.WriteString("PUBLIC KEY", Convert.FromBase64String(key));
            }
        }

        return exported;
    }

    // IEEE P1363 is the two numbers one after the other; openssl takes them as a DER sequence.
    private static byte[] Der(ReadOnlySpan<byte> signature)
    {
        var der = new AsnWriter(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            der.WriteIntegerUnsigned(signature[..HalfSignature].TrimStart((byte)0));
            der.WriteIntegerUnsigned(signature[HalfSignature..].TrimStart((byte)0));
        }

        return der.Encode();
    }
}
