using System.Text.Json;
using AgentBus.Model;
using AgentBus.Silo.Json;
using AgentBus.Silo.Options;

namespace AgentBus.Silo.Http;

/// <summary>
/// The standard request envelope (ENV-15), and the adapter that puts bare bodies of older clients into one (ENV-19). Hash and tenant are never
/// filled for a body that came in the envelope; what else is absent is (T-51).
/// </summary>
internal static class RequestEnvelope
{
    /// <summary>The header by which a request without a body names its constitution.</summary>
    public const string HashHeader = "X-Constitutional-Hash";

    /// <summary>The header by which a request without a body names itself.</summary>
    public const string RequestIdHeader = "X-Request-Id";

    private const string HashField = "constitutional_hash";
    private const string TenantField = "tenant_id";
    private const string ContextField = "constitutional_context";
    private const string MetadataField = "request_metadata";
    private const string DataField = "data";
    private const string Version = "v1";
    private const int MaxId = 128;

    private static readonly Refusal NotAnObject = Invalid("The body must be a JSON object.");
    private static readonly Refusal NoData = Invalid("The field data is missing, or is no object.");
    private static readonly Refusal BareRefused = Invalid($"The body must be in the standard request envelope: {ContextField}, {MetadataField}, {DataField}.");
    private static readonly Refusal BadLevel = Invalid($"The field {ContextField}.compliance_level must be strict, standard or permissive.");
    private static readonly Refusal BadAudit = Invalid($"The field {ContextField}.audit_required must be true or false.");
    private static readonly Refusal NoTenant = Invalid($"The field {ContextField}.{TenantField} is missing.");
    private static readonly Refusal BadId = Invalid($"The field {MetadataField}.request_id must be a UUID.");
    private static readonly Refusal BadTime = Invalid($"The field {MetadataField}.timestamp must be a time such as 2026-01-31T12:00:00Z.");
    private static readonly Refusal BadClient = Invalid($"The field {MetadataField}.client_context must be an object of texts.");
    private static readonly Refusal BadVersion = new(Code.VersionUnsupported, $"The field {MetadataField}.version names a version that is not spoken here; use {Version}.");

    /// <summary>The fields by which a bare body names its hash and tenant.</summary>
    public static IReadOnlyList<string> BareContext { get; } = [HashField, TenantField];

    /// <summary>A request without a body: who asks is in the credential, the rest in headers or filled.</summary>
    public static ApiRequest OfHeaders(HttpContext context)
    {
        string? hash = context.Request.Headers[HashHeader];
        string? id = context.Request.Headers[RequestIdHeader];
        return new ApiRequest
        {
            Hash = string.IsNullOrEmpty(hash) ? ConstitutionalHash.Current : hash,
            RequestId = IsId(id) ? id! : NewId(),
        };
    }

    /// <summary>Reads a body.</summary>
    public static Result<ApiRequest> Read(JsonElement body, BareBodies bare)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return NotAnObject;
        }

        if (body.TryGetProperty(ContextField, out var constitution))
        {
            return ReadEnvelope(body, constitution);
        }

        return bare == BareBodies.Refuse
            ? BareRefused
            : new ApiRequest
            {
                Hash = JsonText.Text(body, HashField) ?? "",
                TenantId = JsonText.Text(body, TenantField) ?? "",
                RequestId = NewId(),
                Data = body,
                IsBare = true,
            };
    }

    private static Result<ApiRequest> ReadEnvelope(JsonElement body, JsonElement constitution)
    {
        if (!body.TryGetProperty(DataField, out var data) || data.ValueKind != JsonValueKind.Object)
        {
            return NoData;
        }

        if (JsonText.Text(constitution, TenantField) is not { Length: > 0 } tenant)
        {
            return NoTenant;
        }

        var level = ComplianceLevel.Standard;
        if (Member(constitution, "compliance_level") is { } named && !(JsonText.TryGetText(named, out var text) && TryReadLevel(text, out level)))
        {
            return BadLevel;
        }

        if (Member(constitution, "audit_required") is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            return BadAudit;
        }

        var metadata = Member(body, MetadataField) ?? default;
        return Check(metadata) is { } wrong
            ? wrong
            : new ApiRequest
            {
                Hash = JsonText.Text(constitution, "hash") ?? "",
                TenantId = tenant,
                Level = level,
                AuditRequired = Member(constitution, "audit_required") is { ValueKind: JsonValueKind.True },
                RequestId = JsonText.Text(metadata, "request_id") ?? NewId(),
                Data = data,
            };
    }

    private static Refusal? Check(JsonElement metadata)
    {
        if (metadata.ValueKind == JsonValueKind.Undefined)
        {
            return null;
        }

        return Member(metadata, "request_id") is { } id && !(JsonText.TryGetText(id, out var text) && Guid.TryParse(text, out _)) ? BadId
            : Member(metadata, "timestamp") is { } time && !Rfc3339.TryRead(time, out _) ? BadTime
            : Member(metadata, "version") is { } version && !(JsonText.TryGetText(version, out var spoken) && spoken == Version) ? BadVersion
            : Member(metadata, "client_context") is { } client && !IsClient(client) ? BadClient
            : null;
    }

    private static bool IsClient(JsonElement client) =>
        client.ValueKind == JsonValueKind.Object && client.EnumerateObject().All(static member => member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null);

    private static JsonElement? Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static bool TryReadLevel(string text, out ComplianceLevel level) =>
        Enum.TryParse(text, ignoreCase: true, out level) && Enum.IsDefined(level) && char.IsAsciiLetter(text[0]);

    private static bool IsId(string? text) => text is { Length: > 0 and <= MaxId } && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static string NewId() => Guid.NewGuid().ToString();

    private static Refusal Invalid(string reason) => new(Code.MessageInvalid, reason);
}
