using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>The surroundings of an evaluation, printing, and the builtins that policies may not call.</summary>
internal static class RuntimeBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "opa.runtime", [], Kinds.Object, (c, _) => c.Options.Runtime ?? RegoObject.Empty },
        { "trace", [Kinds.String], Kinds.Boolean, (_, _) => RegoBoolean.True },
        { "print", [], Kinds.Boolean, Print },
        { "rego.metadata.chain", [], Kinds.Array, (_, _) => RegoArray.Empty },
        { "rego.metadata.rule", [], Kinds.Object, (_, _) => RegoObject.Empty },
        { "rego.parse_module", [Kinds.String, Kinds.String], Kinds.Object, ParseModule },
        Network("http.send", Kinds.Object),
        Network("net.lookup_ip_addr", Kinds.String),
    };

    private static BuiltinDefinition Network(string name, Kinds parameter) =>
        new(name, [parameter], Any, (_, _) => throw BuiltinFault.Of("policies may not reach the network")) { IsNetwork = true };

    private static RegoBoolean Print(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        context.Options.Print?.Invoke(string.Join(' ', arguments.ToArray().Select(a => a.AsString)));
        return RegoBoolean.True;
    }

    private static RegoObject ParseModule(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        try
        {
            var module = Syntax.Parser.ParseModule(StringBuiltins.Text(arguments[0]), StringBuiltins.Text(arguments[1]));
            return ModuleDocument.Of(module);
        }
        catch (RegoError error)
        {
            throw BuiltinFault.Of(error.Message, error);
        }
    }
}
