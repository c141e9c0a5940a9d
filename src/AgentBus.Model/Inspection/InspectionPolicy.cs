using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>What inspection looks at in a tenant's messages and what it does with what it finds: the CASIL policy (CAS-03..07, T-49). Immutable and thread-safe.</summary>
[GenerateSerializer, Immutable, Alias("agentbus.InspectionPolicy")]
public sealed record InspectionPolicy
{
    /// <summary>What it may do.</summary>
    [Id(0)] public InspectionMode Mode { get; init; } = InspectionMode.Monitor;

    /// <summary>What becomes of a message that cannot be judged because inspection failed.</summary>
    [Id(1)] public DefaultDecision DefaultDecision { get; init; }

    /// <summary>Patterns of <c>room:channel</c> that are looked at; empty: all. A trailing <c>*</c> stands for any rest; <c>?</c>, <c>*</c> and <c>[…]</c> as in file names.</summary>
    [Id(2)] public ImmutableArray<string> ScopeInclude { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Patterns that are not looked at, even where <see cref="ScopeInclude"/> has them.</summary>
    [Id(3)] public ImmutableArray<string> ScopeExclude { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Types of messages that are looked at; empty: all.</summary>
    [Id(4)] public ImmutableArray<MessageType> ScopeTypes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Bytes of a serialised message beyond which it is oversize: 1 or more.</summary>
    [Id(5)] public int MaxPayloadBytes { get; init; } = 256 * 1024;

    /// <summary>Bytes of a message's texts that are looked at: 1 to 65,536. A message with more is tagged as read in part.</summary>
    [Id(6)] public int MaxInspectBytes { get; init; } = 64 * 1024;

    /// <summary>What becomes of an oversize message.</summary>
    [Id(7)] public OversizeRule Oversize { get; init; }

    /// <summary>A probable secret blocks the message; else it is redacted.</summary>
    [Id(8)] public bool BlockOnProbableSecret { get; init; }

    /// <summary>Types of findings that block, e.g. CREDIT_CARD; PATTERN stands for <see cref="RedactionPatterns"/>.</summary>
    [Id(9)] public ImmutableArray<string> BlockTypes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Types of findings that are tagged and counted, and stay where they are.</summary>
    [Id(10)] public ImmutableArray<string> TagTypes { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Texts that are no finding, compared without case, beside those that are none by default.</summary>
    [Id(11)] public ImmutableArray<string> Allowed { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Texts that are redacted whatever they say: names of keys at any depth, or whole ways with dots.</summary>
    [Id(12)] public ImmutableArray<string> RedactionPaths { get; init => field = value.IsDefault ? [] : value; } = ["password", "token", "secret"];

    /// <summary>Regular expressions whose matches are redacted, beside what the detectors find; without back-references and looking around.</summary>
    [Id(13)] public ImmutableArray<string> RedactionPatterns { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>In enforce mode receivers and the history get the redacted message; false: only what is told of it is redacted.</summary>
    [Id(14)] public bool TransportRedaction { get; init; } = true;

    /// <summary>Decisions are logged.</summary>
    [Id(15)] public bool MetadataToLogs { get; init; } = true;

    /// <summary>Decisions are told as events <c>casil_decision</c>.</summary>
    [Id(16)] public bool MetadataToTelemetry { get; init; } = true;

    /// <summary>What was found stands in the message's stamp, which receivers get and the history keeps.</summary>
    [Id(17)] public bool MetadataToEnvelope { get; init; }

    /// <summary>What becomes of a message whose content is encrypted (T-38).</summary>
    [Id(18)] public DefaultDecision Uninspectable { get; init; }

    /// <summary>So many violations of a sender within <see cref="RepeatWindow"/> make it a repeat violator (CAS-18); 0: none does.</summary>
    [Id(19)] public int RepeatLimit { get; init; } = 10;

    /// <summary>The window.</summary>
    [Id(20)] public TimeSpan RepeatWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>In enforce mode a repeat violator can send nothing for so long; zero: it is tagged and told of only.</summary>
    [Id(21)] public TimeSpan RepeatBlock { get; init; }
}
