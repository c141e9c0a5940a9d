using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Policies;

/// <summary>Reads the body of an answer of OPA's data API: <c>{"result": …, "decision_id": …, "provenance": {…}}</c>.</summary>
internal static class OpaAnswers
{
    /// <summary>The name of this strategy in decisions.</summary>
    public const string Source = "opa";

    private const int MaxId = 128;

    /// <summary>The decision; what cannot be read denies (fail closed).</summary>
    public static PolicyDecision Read(ReadOnlyMemory<byte> body)
    {
        RegoValue answer;
        try
        {
            answer = RegoValue.FromJson(System.Text.Encoding.UTF8.GetString(body.Span));
        }
        catch (FormatException)
        {
            return PolicyDecisions.Unavailable(Source, DecisionReader.Malformed);
        }

        if (answer.Kind != RegoKind.Object)
        {
            return PolicyDecisions.Unavailable(Source, DecisionReader.Malformed);
        }

        return DecisionReader.Read(Source, answer["result"]) with
        {
            DecisionIds = answer["decision_id"]?.AsString is { Length: > 0 and <= MaxId } id ? [id] : [],
            Revisions = [.. (answer["provenance"]?["bundles"]?.Items ?? []).Select(static b => b["revision"]?.AsString).OfType<string>().Where(static r => r.Length is > 0 and <= MaxId).Take(8)],
        };
    }
}
