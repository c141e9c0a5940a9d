using AgentBus.Rego;

namespace AgentBus.Cli.Rendering;

/// <summary>An answer in the form of <c>opa eval --format json</c>: without the member result if it is undefined.</summary>
internal static class EvalJson
{
    public static void Write(TextWriter writer, string query, RegoValue? answer) =>
        JsonOutput.Write(writer, answer is null ? JsonOutput.Object() : Result(query, answer));

    private static RegoValue Result(string query, RegoValue answer)
    {
        var expression = JsonOutput.Object(("text", RegoValue.Of(query)), ("value", answer));
        return JsonOutput.Object(("result", RegoValue.ArrayOf(JsonOutput.Object(("expressions", RegoValue.ArrayOf(expression))))));
    }
}
