namespace AgentBus.Rego.Builtins;

/// <summary>Collects the builtins of a group.</summary>
internal sealed class BuiltinTable : List<BuiltinDefinition>
{
    public void Add(string name, Kinds[] parameters, Kinds result, BuiltinBody body) =>
        Add(new BuiltinDefinition(name, parameters, result, body));
}
