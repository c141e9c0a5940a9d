using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Policies;

/// <summary>
/// Reads what a policy answers: a boolean, or an object with <c>allow</c> and, where it has more to say, <c>deny</c>, <c>grants</c>,
/// <c>require_hitl</c>, <c>deliberation</c>, <c>reasons</c>, <c>classification</c>, <c>impact</c>. What is no such answer counts as none: fail closed.
/// </summary>
internal static class DecisionReader
{
    /// <summary>There is no document at the path that was asked for (POL-09).</summary>
    public const string Undefined = "policy_not_found";

    /// <summary>There is one, and it is no decision.</summary>
    public const string Malformed = "malformed_decision";

    private const int MaxName = 64;

    /// <summary>The decision.</summary>
    /// <param name="source">Whose answer it is: <c>bundle</c> or <c>opa</c>.</param>
    /// <param name="answer">The answer; null: undefined.</param>
    public static PolicyDecision Read(string source, RegoValue? answer) => answer switch
    {
        null => PolicyDecisions.Unavailable(source, Undefined),
        { AsBoolean: true } => PolicyDecision.Allowed with { Rules = PolicyDecisions.Names(source, ["allow"]) },
        { AsBoolean: false } => Denied(source, [], []),
        { Kind: RegoKind.Object } => ReadObject(source, answer),
        _ => PolicyDecisions.Unavailable(source, Malformed),
    };

    private static PolicyDecision ReadObject(string source, RegoValue answer)
    {
        if (answer["allow"] is not { AsBoolean: { } allowed } || !IsList(answer["deny"]) || !IsList(answer["grants"]) || !IsFlag(answer["require_hitl"]) || !IsName(answer["deliberation"])
            || Floor(answer["classification"]) is not { } classification || Impact(answer["impact"]) is not { } impact)
        {
            return PolicyDecisions.Unavailable(source, Malformed);
        }

        var denied = Entries(answer["deny"]);
        var reasons = Entries(answer["reasons"]);
        if (!allowed || denied.Count > 0)
        {
            return Denied(source, denied, reasons);
        }

        var asks = answer["require_hitl"]?.AsBoolean == true;
        return new PolicyDecision
        {
            Outcome = asks ? PolicyOutcome.Deliberate : PolicyOutcome.Allow,
            Rules = PolicyDecisions.Names(source, [.. Entries(answer["grants"]).Select(static entry => entry.Name), .. asks ? ["require_hitl"] : Array.Empty<string>()]),
            Reasons = PolicyDecisions.Reasons(reasons.Select(static entry => entry.Text)),
            Deliberation = asks ? answer["deliberation"]?.AsString ?? "" : "",
            ClassificationFloor = classification,
            ImpactFloor = impact,
        };
    }

    private static PolicyDecision Denied(string source, List<(string Name, string Text)> denied, List<(string Name, string Text)> reasons) => new()
    {
        Outcome = PolicyOutcome.Deny,
        Rules = PolicyDecisions.Names(source, denied.Count == 0 ? ["default"] : denied.Select(static entry => entry.Name)),
        Reasons = PolicyDecisions.Reasons(denied.Where(static entry => entry.Text != entry.Name).Concat(reasons).Select(static entry => entry.Text)),
    };

    // A rule may give its name alone, or an object with its name and what it wants to say.
    private static List<(string Name, string Text)> Entries(RegoValue? list) =>
        [.. (list?.Items ?? []).Select(static item => item.AsString is { } text ? (text, text) : (Member(item, "rule", "id", "code"), Member(item, "reason", "msg", "message")))];

    private static string Member(RegoValue item, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (item[name]?.AsString is { } text)
            {
                return text;
            }
        }

        return "";
    }

    private static bool IsList(RegoValue? value) => value is null or { Kind: RegoKind.Set or RegoKind.Array };

    private static bool IsFlag(RegoValue? value) => value is null or { Kind: RegoKind.Boolean };

    private static bool IsName(RegoValue? value) => value is null or { AsString.Length: <= MaxName };

    private static Classification? Floor(RegoValue? value) => value is null ? Classification.Public : value.AsString switch
    {
        "public" => Classification.Public,
        "internal" => Classification.Internal,
        "confidential" => Classification.Confidential,
        "secret" => Classification.Secret,
        _ => null,
    };

    private static double? Impact(RegoValue? value) => value is null ? 0 : value.AsDouble is { } impact and >= 0 and <= 1 ? impact : null;
}
