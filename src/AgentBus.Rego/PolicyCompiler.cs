using AgentBus.Rego.Compile;
using AgentBus.Rego.Syntax;

namespace AgentBus.Rego;

/// <summary>Compiles Rego v1 modules (and older ones that import rego.v1 or future.keywords). Thread-safe.</summary>
public static class PolicyCompiler
{
    /// <summary>Compiles modules that make up one policy. Nothing is kept of modules that do not compile.</summary>
    /// <exception cref="RegoError">A module does not parse, or the modules do not fit together.</exception>
    public static CompiledPolicy Compile(params IEnumerable<PolicyModule> modules) => Compile(modules, null);

    /// <summary>Compiles modules with documents that every evaluation sees below data.</summary>
    /// <exception cref="RegoError">A module does not parse, or the modules do not fit together.</exception>
    public static CompiledPolicy Compile(IEnumerable<PolicyModule> modules, RegoValue? data)
    {
        ArgumentNullException.ThrowIfNull(modules);
        var parsed = modules.Select(m => Parser.ParseModule(m.Name, m.Source)).ToList();
        return new CompiledPolicy(PolicyProgram.Compile(parsed), data ?? Values.RegoObject.Empty);
    }

    /// <summary>Reads a Rego value written without variables, such as an input with sets.</summary>
    /// <exception cref="RegoError">The text is not one value.</exception>
    public static RegoValue ParseValue(string text)
    {
        var result = Compile().Prepare("x := " + text).Evaluate();
        return result.Count == 1 ? result[0]["x"]! : throw new RegoError(RegoErrorCode.Parse, "the text is not one value");
    }
}
