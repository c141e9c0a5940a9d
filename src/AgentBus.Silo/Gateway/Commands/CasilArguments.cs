using System.Collections.Immutable;
using System.Globalization;
using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>A CASIL policy as arguments and fields of commands, under the names of ArqonBus.</summary>
internal static class CasilArguments
{
    private static readonly string[] Flags = ["false", "true"];

    /// <summary>What <c>op.casil.reload</c> takes; what is absent stays as it is.</summary>
    public static ImmutableArray<CommandArgument> All { get; } =
    [
        CommandArgument.OneOf("enabled", "Must be what it is: the silo's settings decide, at its start.", Flags),
        CommandArgument.OneOf("mode", "What it may do.", ["off", "monitor", "enforce"]),
        CommandArgument.OneOf("default_decision", "When inspection itself fails.", ["allow", "block"]),
        new("scope_include", "Patterns of room:channel, comma-separated; `*` for all."),
        new("scope_exclude", "Patterns that are not looked at, comma-separated."),
        new("max_payload_bytes", "Beyond it a message is oversize.") { Max = int.MaxValue },
        new("max_inspect_bytes", "Bytes of texts that are read.") { Max = Domain.Inspection.InspectionRules.MostInspectBytes },
        CommandArgument.OneOf("block_on_probable_secret", "A probable secret blocks.", Flags),
        new("redaction_paths", "Keys or whole paths, comma-separated."),
        new("redaction_patterns", "Regular expressions, one a line."),
        CommandArgument.OneOf("transport_redaction", "Receivers get the redacted message.", Flags),
        CommandArgument.OneOf("metadata_to_logs", "Decisions are logged.", Flags),
        CommandArgument.OneOf("metadata_to_telemetry", "Decisions are told as events.", Flags),
        CommandArgument.OneOf("metadata_to_envelope", "Stamps say what was found.", Flags),
    ];

    /// <summary>The policy with what the arguments say.</summary>
    public static InspectionPolicy Apply(InspectionPolicy policy, CommandContext context) => policy with
    {
        Mode = context.Choice<InspectionMode>("mode") ?? policy.Mode,
        DefaultDecision = context.Choice<DefaultDecision>("default_decision") ?? policy.DefaultDecision,
        ScopeInclude = List(context, "scope_include", ',') ?? policy.ScopeInclude,
        ScopeExclude = List(context, "scope_exclude", ',') ?? policy.ScopeExclude,
        MaxPayloadBytes = Number(context, "max_payload_bytes") ?? policy.MaxPayloadBytes,
        MaxInspectBytes = Number(context, "max_inspect_bytes") ?? policy.MaxInspectBytes,
        BlockOnProbableSecret = Flag(context, "block_on_probable_secret") ?? policy.BlockOnProbableSecret,
        RedactionPaths = List(context, "redaction_paths", ',') ?? policy.RedactionPaths,
        RedactionPatterns = List(context, "redaction_patterns", '\n') ?? policy.RedactionPatterns,
        TransportRedaction = Flag(context, "transport_redaction") ?? policy.TransportRedaction,
        MetadataToLogs = Flag(context, "metadata_to_logs") ?? policy.MetadataToLogs,
        MetadataToTelemetry = Flag(context, "metadata_to_telemetry") ?? policy.MetadataToTelemetry,
        MetadataToEnvelope = Flag(context, "metadata_to_envelope") ?? policy.MetadataToEnvelope,
    };

    /// <summary>The fields that both commands answer.</summary>
    public static ImmutableArray<CommandField> Fields { get; } =
    [
        new("enabled", "flag", "The silo inspects."),
        new("revision", "text", "The revision of the tenant's settings."),
        new("policy", "object", "The policy in force, under the names of the arguments of `op.casil.reload`."),
    ];

    /// <summary>The answer of both commands.</summary>
    public static CommandResult Answer(bool enabled, long revision, InspectionPolicy policy) => CommandResult.Of(
        ("enabled", CommandValues.Flag(enabled)),
        ("revision", CommandValues.Text(revision.ToString(CultureInfo.InvariantCulture))),
        ("policy", CommandValues.Object(
            ("mode", CommandValues.Text(policy.Mode.ToString().ToLowerInvariant())),
            ("default_decision", CommandValues.Text(policy.DefaultDecision.ToString().ToLowerInvariant())),
            ("scope_include", CommandValues.List(policy.ScopeInclude)),
            ("scope_exclude", CommandValues.List(policy.ScopeExclude)),
            ("max_payload_bytes", CommandValues.Number(policy.MaxPayloadBytes)),
            ("max_inspect_bytes", CommandValues.Number(policy.MaxInspectBytes)),
            ("block_on_probable_secret", CommandValues.Flag(policy.BlockOnProbableSecret)),
            ("redaction_paths", CommandValues.List(policy.RedactionPaths)),
            ("redaction_patterns", CommandValues.List(policy.RedactionPatterns)),
            ("transport_redaction", CommandValues.Flag(policy.TransportRedaction)),
            ("metadata_to_logs", CommandValues.Flag(policy.MetadataToLogs)),
            ("metadata_to_telemetry", CommandValues.Flag(policy.MetadataToTelemetry)),
            ("metadata_to_envelope", CommandValues.Flag(policy.MetadataToEnvelope)))));

    private static ImmutableArray<string>? List(CommandContext context, string name, char separator) => context.Arguments.TryGetValue(name, out var text)
        ? [.. text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]
        : null;

    private static int? Number(CommandContext context, string name) => context[name].Length > 0 ? (int)context.Number(name) : null;

    private static bool? Flag(CommandContext context, string name) => context[name].Length > 0 ? context[name] == "true" : null;
}
