namespace AgentBus.Rego.Tests;

/// <summary>Compiles and evaluates short policies.</summary>
internal static class Policies
{
    public static CompiledPolicy Compile(string source) => PolicyCompiler.Compile(new PolicyModule("test.rego", source));

    public static RegoValue? Evaluate(string source, string entrypoint = "test/p", string? input = null, EvaluationOptions? options = null) =>
        Compile(source).Evaluate(entrypoint, input is null ? null : RegoValue.FromJson(input), options: options);

    public static string? Json(string source, string? input = null) => Evaluate("package test\n" + source, input: input)?.ToJson();

    public static RegoError Error(string source) => Should.Throw<RegoError>(() => Compile(source));
}
