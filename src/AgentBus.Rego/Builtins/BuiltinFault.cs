using System.Diagnostics.CodeAnalysis;

namespace AgentBus.Rego.Builtins;

/// <summary>A builtin could not compute its result. Strict evaluation ends with it, other evaluation goes on with undefined.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It never leaves the evaluator.")]
internal sealed class BuiltinFault(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;

    public static BuiltinFault Of(string message, Exception? inner = null) => new(RegoErrorCode.Builtin, message, inner);

    public static BuiltinFault Operand(int position, string message) => new(RegoErrorCode.EvaluationType, $"operand {position} {message}");

    public static BuiltinFault Operand(int position, string expected, RegoValue actual) =>
        Operand(position, $"must be {expected} but got {KindNames.Of(actual.Kind)}");
}
