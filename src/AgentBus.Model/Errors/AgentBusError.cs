using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>
/// A refusal or fault of the bus as an exception, for callers who await a result (ERR-01..03). Within the bus refusals are values;
/// the facade turns them into these. They cross grain calls without loss. What they say names neither a secret nor another tenant (ERR-06).
/// </summary>
[GenerateSerializer, Immutable, Alias("agentbus.AgentBusError")]
public class AgentBusError : Exception
{
    /// <summary>Makes an error.</summary>
    public AgentBusError(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>What was known when it happened: lower snake case names, values as text.</summary>
    [Id(0)] public ImmutableDictionary<string, string> Details { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The constitution of the bus that raised it.</summary>
    [Id(1)] public string ConstitutionalHash { get; init; } = Model.ConstitutionalHash.Current;

    /// <summary>The code on the wire; <see cref="Code.Internal"/> where it has no other.</summary>
    [Id(2)] public Code Code { get; init; } = Code.Internal;

    /// <summary>The error as JSON shows it: <c>error</c>, <c>message</c>, <c>details</c>, <c>constitutional_hash</c>.</summary>
    public IReadOnlyDictionary<string, object> ToDictionary() => new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["error"] = GetType().Name,
        ["message"] = Message,
        ["details"] = Details,
        ["constitutional_hash"] = ConstitutionalHash,
    };

    /// <summary>A detail; empty where it was not known.</summary>
    protected string Detail(string name) => Details.GetValueOrDefault(name, "");
}
