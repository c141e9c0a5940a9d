namespace AgentBus.Rego.Builtins;

/// <summary>The names of kinds in messages.</summary>
internal static class KindNames
{
    public static string Of(RegoKind kind) => kind switch
    {
        RegoKind.Null => "null",
        RegoKind.Boolean => "boolean",
        RegoKind.Number => "number",
        RegoKind.String => "string",
        RegoKind.Array => "array",
        RegoKind.Object => "object",
        _ => "set",
    };

    public static string Of(Kinds kinds)
    {
        var names = Enum.GetValues<RegoKind>().Where(k => ((int)kinds & (1 << (int)k)) != 0).Select(Of).ToArray();
        return names.Length == 1 ? names[0] : "one of {" + string.Join(", ", names) + "}";
    }

    public static bool Includes(this Kinds kinds, RegoKind kind) => ((int)kinds & (1 << (int)kind)) != 0;
}
