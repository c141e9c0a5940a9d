using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Client.Internal;

/// <summary>Reads the answers of <c>op.policy.check</c>.</summary>
internal static class CallChecks
{
    /// <summary>The command.</summary>
    public const string Command = "op.policy.check";

    /// <summary>The answer. A verdict that is not known allows nothing.</summary>
    public static CallCheck Read(Struct data) => new()
    {
        Verdict = Text(data, "outcome") switch
        {
            "allowed" => CallVerdict.Allowed,
            "held" => CallVerdict.Held,
            _ => CallVerdict.Refused,
        },
        Code = Text(data, "code"),
        Stage = Text(data, "stage"),
        Reasons = Texts(data, "reasons"),
        Rules = Texts(data, "rules"),
        DeliberationRule = Text(data, "deliberation_rule"),
        ImpactScore = Number(data, "impact_score"),
        EhiScore = Number(data, "ehi_score"),
        Findings = Texts(data, "findings"),
        IsRedacted = data.Fields.TryGetValue("redacted", out var redacted) && redacted.BoolValue,
        RetryAfter = Number(data, "retry_after_ms") is { } wait and > 0 ? TimeSpan.FromMilliseconds(wait) : null,
    };

    private static string Text(Struct data, string name) => data.Fields.TryGetValue(name, out var value) ? value.StringValue : "";

    private static double? Number(Struct data, string name) => data.Fields.TryGetValue(name, out var value) ? value.NumberValue : null;

    private static ImmutableArray<string> Texts(Struct data, string name) =>
        data.Fields.TryGetValue(name, out var list) ? [.. list.ListValue.Values.Select(static item => item.StringValue)] : [];
}
