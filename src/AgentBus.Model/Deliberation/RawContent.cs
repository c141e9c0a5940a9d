using Orleans;

namespace AgentBus.Model;

/// <summary>A held message as it came, before inspection took something out of it. Its text form hides it, so that no log shows it.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Action">What its sender means to do.</param>
/// <param name="Tool">The tool that it means to use.</param>
/// <param name="Intent">What it is after.</param>
/// <param name="Body">Content, media and payload as a JSON object.</param>
/// <param name="Commitment">What the ledger's entry of this look names it by, in hex: HMAC-SHA256 under <paramref name="Salt"/> of <paramref name="BodySha256"/>.</param>
/// <param name="Salt">The salt of that, in hex; it goes when the content goes.</param>
/// <param name="BodySha256">SHA-256 of its body as the bus digests bodies, in hex.</param>
[GenerateSerializer, Immutable, Alias("agentbus.RawContent")]
public sealed record RawContent(
    [property: Id(0)] string CaseId,
    [property: Id(1)] string Action,
    [property: Id(2)] string Tool,
    [property: Id(3)] string Intent,
    [property: Id(4)] string Body,
    [property: Id(5)] string Commitment,
    [property: Id(6)] string Salt,
    [property: Id(7)] string BodySha256)
{
    /// <inheritdoc/>
    public override string ToString() => "RawContent";
}
