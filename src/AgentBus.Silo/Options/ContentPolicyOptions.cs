using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using AgentBus.Domain.Inspection;
using AgentBus.Model;

namespace AgentBus.Silo.Options;

/// <summary>A CASIL policy: what is looked at, and what becomes of what is found. Lists are texts with commas between, as in ArqonBus, except where an entry may hold one.</summary>
internal sealed class ContentPolicyOptions
{
    /// <summary>Off, Monitor (tags and counts, never redacts or blocks) or Enforce.</summary>
    public InspectionMode Mode { get; set; } = InspectionMode.Monitor;

    /// <summary>Allow or Block: what becomes of a message when inspection itself fails.</summary>
    public DefaultDecision DefaultDecision { get; set; } = DefaultDecision.Allow;

    /// <summary>Patterns of room:channel (or rooms, or direct:agent) that are looked at, e.g. "secure-*,pii-*"; empty: all.</summary>
    public string ScopeInclude { get; set; } = "";

    /// <summary>Patterns that are not looked at; they win.</summary>
    public string ScopeExclude { get; set; } = "";

    /// <summary>Types of messages that are looked at, e.g. "Event,Notification"; empty: all.</summary>
    public string ScopeTypes { get; set; } = "";

    /// <summary>Bytes of a message's texts that are looked at; a longer one is tagged partly_inspected.</summary>
    [Range(1, InspectionRules.MostInspectBytes)]
    public int MaxInspectBytes { get; set; } = InspectionRules.MostInspectBytes;

    /// <summary>Bytes of a serialised message beyond which it is oversize. Security: with MaxInspectBytes, everything that passes was read whole.</summary>
    [Range(1, int.MaxValue)]
    public int MaxPayloadBytes { get; set; } = 256 * 1024;

    /// <summary>Block or Skip: what becomes of an oversize message.</summary>
    public OversizeRule Oversize { get; set; } = OversizeRule.Block;

    /// <summary>At most so many redaction patterns.</summary>
    [Range(0, InspectionRules.MostPatterns)]
    public int MaxPatterns { get; set; } = InspectionRules.MostPatterns;

    /// <summary>A probable secret blocks the message; else it is redacted.</summary>
    public bool BlockOnProbableSecret { get; set; }

    /// <summary>Types of findings that block, e.g. "CREDIT_CARD,US_SSN"; docs/casil/index.md lists them.</summary>
    public string BlockTypes { get; set; } = "";

    /// <summary>Types of findings that are tagged and stay where they are.</summary>
    public string TagTypes { get; set; } = "";

    /// <summary>Texts that are no finding, e.g. "support@example.com".</summary>
    public string Allowed { get; set; } = "";

    /// <summary>Keys at any depth, or whole paths with dots, whose texts are redacted whatever they say.</summary>
    public string RedactionPaths { get; set; } = "password,token,secret";

    /// <summary>Regular expressions whose matches are redacted beside what the detectors find; they run without backtracking.</summary>
    public IList<string> RedactionPatterns { get; set; } = [];

    /// <summary>In Enforce mode receivers and the history get the redacted message. Security: false delivers and stores what was sent.</summary>
    public bool TransportRedaction { get; set; } = true;

    /// <summary>Decisions are logged.</summary>
    public bool MetadataToLogs { get; set; } = true;

    /// <summary>Decisions are told as events casil_decision on integriguard:telemetry-stream.</summary>
    public bool MetadataToTelemetry { get; set; } = true;

    /// <summary>What was found stands in the message's stamp, which its receivers get and the history keeps.</summary>
    public bool MetadataToEnvelope { get; set; }

    /// <summary>Allow or Block: what becomes of messages with encrypted content.</summary>
    public DefaultDecision Uninspectable { get; set; } = DefaultDecision.Allow;

    /// <summary>So many violations of a sender within RepeatWindow make it a repeat violator; 0: none does.</summary>
    [Range(0, 1_000_000)]
    public int RepeatLimit { get; set; } = 10;

    /// <summary>The window.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RepeatWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>In Enforce mode a repeat violator can send nothing for so long; zero: it is tagged and told of only.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan RepeatBlock { get; set; }

    /// <summary>The policy.</summary>
    /// <exception cref="FormatException">ScopeTypes names no type of messages; <see cref="Problems"/> says so before.</exception>
    public InspectionPolicy ToPolicy() => new()
    {
        Mode = Mode,
        DefaultDecision = DefaultDecision,
        ScopeInclude = Split(ScopeInclude),
        ScopeExclude = Split(ScopeExclude),
        ScopeTypes = [.. Split(ScopeTypes).Select(static type => TryType(type, out var known) ? known : throw new FormatException(NoType(type)))],
        MaxInspectBytes = MaxInspectBytes,
        MaxPayloadBytes = MaxPayloadBytes,
        Oversize = Oversize,
        BlockOnProbableSecret = BlockOnProbableSecret,
        BlockTypes = Split(BlockTypes),
        TagTypes = Split(TagTypes),
        Allowed = Split(Allowed),
        RedactionPaths = Split(RedactionPaths),
        RedactionPatterns = [.. RedactionPatterns],
        TransportRedaction = TransportRedaction,
        MetadataToLogs = MetadataToLogs,
        MetadataToTelemetry = MetadataToTelemetry,
        MetadataToEnvelope = MetadataToEnvelope,
        Uninspectable = Uninspectable,
        RepeatLimit = RepeatLimit,
        RepeatWindow = RepeatWindow,
        RepeatBlock = RepeatBlock,
    };

    /// <summary>What is wrong with it, in words (CAS-17).</summary>
    public IEnumerable<string> Problems()
    {
        if (Split(ScopeTypes).FirstOrDefault(static type => !TryType(type, out _)) is { } unknown)
        {
            return [NoType(unknown)];
        }

        return RedactionPatterns.Count > MaxPatterns ? [$"there are more than {MaxPatterns} redaction patterns (MaxPatterns)."] : InspectionRules.Problems(ToPolicy());
    }

    private static ImmutableArray<string> Split(string list) => [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static bool TryType(string name, out MessageType type) => Enum.TryParse(name, ignoreCase: true, out type) && Enum.IsDefined(type);

    private static string NoType(string name) => $"\"{name}\" is no type of messages; there are {string.Join(", ", Enum.GetNames<MessageType>())}.";
}
