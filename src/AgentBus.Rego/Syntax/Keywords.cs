using System.Collections.Frozen;

namespace AgentBus.Rego.Syntax;

/// <summary>The names that are no variables.</summary>
internal static class Keywords
{
    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
        ["as", "default", "else", "false", "import", "package", "not", "null", "true", "with", "some", "if", "in", "every", "contains"],
        StringComparer.Ordinal);

    public static bool Contains(string name) => Reserved.Contains(name);
}
