
namespace AgentBus.Rego.Builtins;

/// <summary>A builtin's computation; null is undefined. The arguments have the declared kinds.</summary>
internal delegate RegoValue? BuiltinBody(BuiltinContext context, ReadOnlySpan<RegoValue> arguments);

/// <summary>A builtin that yields any number of values.</summary>
internal delegate IEnumerable<RegoValue> RelationBody(BuiltinContext context, RegoValue argument, bool withPath);

/// <summary>A builtin: its name, the kinds that each argument may have, and those of its result.</summary>
internal sealed class BuiltinDefinition(string name, Kinds[] parameters, Kinds result, BuiltinBody body)
{
    public string Name { get; } = name;

    public IReadOnlyList<Kinds> Parameters { get; } = parameters;

    public Kinds Result { get; } = result;

    /// <summary>The kinds of an argument; print takes any number of them.</summary>
    public Kinds ParameterAt(int position) => position < Parameters.Count ? Parameters[position] : Kinds.Any;

    public BuiltinBody Body { get; } = body;

    /// <summary>Set for builtins that a policy may not call: they reach the network.</summary>
    public bool IsNetwork { get; init; }

    public RelationBody? Relation { get; init; }
}
