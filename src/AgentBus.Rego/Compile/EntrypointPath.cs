using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

/// <summary>Reads entrypoints: a path with slashes, or a ref that begins with data.</summary>
internal static class EntrypointPath
{
    public static IReadOnlyList<RegoValue> Parse(string entrypoint)
    {
        if (entrypoint == "data" || entrypoint.StartsWith("data.", StringComparison.Ordinal) || entrypoint.StartsWith("data[", StringComparison.Ordinal))
        {
            var operands = Parser.ParseTerm(entrypoint) is RefTerm { Head: VarTerm { Name: "data" } } reference ? reference.Operands : [];
            return [.. operands.Select(o => (o as ScalarTerm)?.Value
                ?? throw new RegoError(RegoErrorCode.Compile, $"{entrypoint} is no constant path"))];
        }

        return [.. entrypoint.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(RegoValue.Of)];
    }
}
