using System.Collections.Frozen;

namespace AgentBus.Rego.Builtins;

/// <summary>All builtins by name.</summary>
internal static class BuiltinCatalog
{
    private static readonly FrozenDictionary<string, BuiltinDefinition> ByName = new IEnumerable<BuiltinDefinition>[]
    {
        ComparisonBuiltins.All,
        ArithmeticBuiltins.All,
        SetBuiltins.All,
        AggregateBuiltins.All,
        ArrayBuiltins.All,
        TypeBuiltins.All,
        StringBuiltins.All,
        ReplaceBuiltins.All,
        RegexBuiltins.All,
        GlobBuiltins.All,
        ObjectBuiltins.All,
        JsonPathBuiltins.All,
        JsonPatchBuiltins.All,
        EncodingBuiltins.All,
        JsonBuiltins.All,
        NumberBuiltins.All,
        IdentityBuiltins.All,
        UnitBuiltins.All,
        GraphBuiltins.All,
        RuntimeBuiltins.All,
        TimeBuiltins.All,
        NetworkBuiltins.All,
        CryptoBuiltins.All,
        JwtBuiltins.All,
    }.SelectMany(b => b).ToFrozenDictionary(b => b.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static BuiltinDefinition? Find(string name) => ByName.GetValueOrDefault(name);
}
