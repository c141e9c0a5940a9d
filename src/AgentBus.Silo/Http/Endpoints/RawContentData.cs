using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>What there is of a case's message as it came, before inspection took something out of it; never any of it.</summary>
/// <param name="State">none: nothing was taken out, or the tenant does not keep it; kept; deleted: it was kept; no_key: it was dropped, since there was no key to encrypt it with.</param>
/// <param name="MayLook">The caller may see it now, with a reason, and on record.</param>
/// <param name="WhyNot">Why not; empty: they may.</param>
internal sealed record RawStandingData(string State, bool MayLook, string WhyNot)
{
    /// <summary>Of a case.</summary>
    public static RawStandingData Of(RawContentStanding of) => new(JsonNamingPolicy.SnakeCaseLower.ConvertName(of.State.ToString()), of.MayLook, of.WhyNot);
}

/// <summary>Why somebody looks at what was sent.</summary>
/// <param name="Reason">1 to 1,000 characters; it goes into the case's history and the ledger.</param>
internal sealed record RawLookData(string Reason);

/// <summary>A case's message as it came, before inspection took something out of it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Action">What its sender means to do; may be empty.</param>
/// <param name="Tool">The tool that it means to use; may be empty.</param>
/// <param name="Intent">What it is after; may be empty.</param>
/// <param name="Message">Content, media and payload as they came.</param>
/// <param name="Commitment">What the ledger's entry of this look names it by: HMAC-SHA256 under salt of body_sha256, in hex.</param>
/// <param name="Salt">The salt of that, in hex. With it and the content one shows what was seen; the bus forgets it when it deletes the content.</param>
/// <param name="BodySha256">SHA-256 of its body as the bus digests bodies, in hex.</param>
internal sealed record RawContentData(string CaseId, string Action, string Tool, string Intent, JsonElement Message, string Commitment, string Salt, string BodySha256)
{
    /// <summary>Of what was kept.</summary>
    public static RawContentData Of(RawContent raw) =>
        new(raw.CaseId, raw.Action, raw.Tool, raw.Intent, JsonElement.Parse(raw.Body), raw.Commitment, raw.Salt, raw.BodySha256);

    /// <inheritdoc/>
    public override string ToString() => nameof(RawContentData);
}
