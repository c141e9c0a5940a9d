using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentBus.Domain.Inspection;
using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>A CASIL policy (docs/casil/index.md). In a request what is absent stays as it is.</summary>
/// <param name="Mode">off, monitor or enforce.</param>
/// <param name="DefaultDecision">allow or block: what becomes of a message when inspection itself fails.</param>
/// <param name="ScopeInclude">Patterns of room:channel that are looked at; none: all.</param>
/// <param name="ScopeExclude">Patterns that are not looked at; they win.</param>
/// <param name="ScopeTypes">Types of messages that are looked at; none: all.</param>
/// <param name="MaxPayloadBytes">Bytes of a message beyond which it is oversize.</param>
/// <param name="MaxInspectBytes">Bytes of texts that are looked at, 1 to 65,536.</param>
/// <param name="Oversize">block or skip: what becomes of an oversize message.</param>
/// <param name="BlockOnProbableSecret">A probable secret blocks; else it is redacted.</param>
/// <param name="BlockTypes">Types of findings that block.</param>
/// <param name="TagTypes">Types of findings that are tagged and stay where they are.</param>
/// <param name="Allowed">Texts that are no finding.</param>
/// <param name="RedactionPaths">Keys, or whole paths with dots, whose texts are redacted.</param>
/// <param name="RedactionPatterns">Regular expressions whose matches are redacted.</param>
/// <param name="TransportRedaction">In enforce mode receivers and the history get the redacted message.</param>
/// <param name="MetadataToLogs">Decisions are logged.</param>
/// <param name="MetadataToTelemetry">Decisions are told as events.</param>
/// <param name="MetadataToEnvelope">What was found stands in the message's stamp.</param>
/// <param name="Uninspectable">allow or block: what becomes of encrypted content.</param>
/// <param name="RepeatLimit">So many violations within the window make a repeat violator; 0: none does.</param>
/// <param name="RepeatWindowMs">The window, in milliseconds.</param>
/// <param name="RepeatBlockMs">In enforce mode a repeat violator can send nothing for so long, in milliseconds.</param>
internal sealed record ContentPolicyData(
    InspectionMode Mode,
    DefaultDecision DefaultDecision,
    ImmutableArray<string> ScopeInclude,
    ImmutableArray<string> ScopeExclude,
    ImmutableArray<MessageType> ScopeTypes,
    int MaxPayloadBytes,
    int MaxInspectBytes,
    OversizeRule Oversize,
    bool BlockOnProbableSecret,
    ImmutableArray<string> BlockTypes,
    ImmutableArray<string> TagTypes,
    ImmutableArray<string> Allowed,
    ImmutableArray<string> RedactionPaths,
    ImmutableArray<string> RedactionPatterns,
    bool TransportRedaction,
    bool MetadataToLogs,
    bool MetadataToTelemetry,
    bool MetadataToEnvelope,
    DefaultDecision Uninspectable,
    int RepeatLimit,
    long RepeatWindowMs,
    long RepeatBlockMs)
{
    private const long LongestMs = 366L * 24 * 60 * 60 * 1_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The names of its fields.</summary>
    public static ImmutableArray<string> Fields { get; } = [.. typeof(ContentPolicyData).GetProperties().Select(static property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))];

    /// <summary>The policy as it is shown.</summary>
    public static ContentPolicyData Of(InspectionPolicy policy) => new(
        policy.Mode,
        policy.DefaultDecision,
        policy.ScopeInclude,
        policy.ScopeExclude,
        policy.ScopeTypes,
        policy.MaxPayloadBytes,
        policy.MaxInspectBytes,
        policy.Oversize,
        policy.BlockOnProbableSecret,
        policy.BlockTypes,
        policy.TagTypes,
        policy.Allowed,
        policy.RedactionPaths,
        policy.RedactionPatterns,
        policy.TransportRedaction,
        policy.MetadataToLogs,
        policy.MetadataToTelemetry,
        policy.MetadataToEnvelope,
        policy.Uninspectable,
        policy.RepeatLimit,
        (long)policy.RepeatWindow.TotalMilliseconds,
        (long)policy.RepeatBlock.TotalMilliseconds);

    /// <summary>The policy with what a request says; refused where that is not one.</summary>
    public static Result<InspectionPolicy> Apply(InspectionPolicy policy, JsonElement changes)
    {
        var members = JsonSerializer.SerializeToNode(Of(policy), Json)!.AsObject();
        foreach (var member in changes.EnumerateObject().Where(static member => Fields.Contains(member.Name)))
        {
            members[member.Name] = JsonSerializer.SerializeToNode(member.Value);
        }

        ContentPolicyData? changed;
        try
        {
            changed = JsonSerializer.Deserialize<ContentPolicyData>(members, Json);
        }
        catch (JsonException wrong)
        {
            return new Refusal(Code.MessageInvalid, $"The field {(wrong.Path ?? "").TrimStart('$', '.')} has a value that it cannot have.");
        }

        if (changed is null || changed.Lists.Any(static list => list.IsDefault || list.Contains(null!)) || changed.ScopeTypes.IsDefault)
        {
            return new Refusal(Code.MessageInvalid, "A list of texts holds something else, or is none.");
        }

        if (changed.RepeatWindowMs is < 0 or > LongestMs || changed.RepeatBlockMs is < 0 or > LongestMs)
        {
            return new Refusal(Code.MessageInvalid, "The fields repeat_window_ms and repeat_block_ms are 0 to a year.");
        }

        var result = changed.ToPolicy();
        return InspectionRules.Problems(result).FirstOrDefault() is { } problem ? new Refusal(Code.MessageInvalid, problem) : result;
    }

    private IEnumerable<ImmutableArray<string>> Lists => [ScopeInclude, ScopeExclude, BlockTypes, TagTypes, Allowed, RedactionPaths, RedactionPatterns];

    private InspectionPolicy ToPolicy() => new()
    {
        Mode = Mode,
        DefaultDecision = DefaultDecision,
        ScopeInclude = ScopeInclude,
        ScopeExclude = ScopeExclude,
        ScopeTypes = ScopeTypes,
        MaxPayloadBytes = MaxPayloadBytes,
        MaxInspectBytes = MaxInspectBytes,
        Oversize = Oversize,
        BlockOnProbableSecret = BlockOnProbableSecret,
        BlockTypes = BlockTypes,
        TagTypes = TagTypes,
        Allowed = Allowed,
        RedactionPaths = RedactionPaths,
        RedactionPatterns = RedactionPatterns,
        TransportRedaction = TransportRedaction,
        MetadataToLogs = MetadataToLogs,
        MetadataToTelemetry = MetadataToTelemetry,
        MetadataToEnvelope = MetadataToEnvelope,
        Uninspectable = Uninspectable,
        RepeatLimit = RepeatLimit,
        RepeatWindow = TimeSpan.FromMilliseconds(RepeatWindowMs),
        RepeatBlock = TimeSpan.FromMilliseconds(RepeatBlockMs),
    };
}

/// <summary>The CASIL policy of a tenant.</summary>
/// <param name="Enabled">The silo inspects: AgentBus:Inspection:Enabled, read at its start. Else the policy waits for that.</param>
/// <param name="Own">It is the tenant's own; else that of the silo.</param>
/// <param name="Revision">The revision of the tenant's settings.</param>
/// <param name="Unconfirmed">Live silos that did not answer in time after a change; none: all have it.</param>
/// <param name="Policy">The policy.</param>
internal sealed record TenantContentPolicyData(bool Enabled, bool Own, long Revision, ImmutableArray<string> Unconfirmed, ContentPolicyData Policy);
