using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Operations;

/// <summary>A command for operators of the silo: it asks the internal listener.</summary>
internal abstract class OperatorCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    protected OperatorCommand(CommandSurroundings surroundings, string name, string description, params string[] examples)
        : base(name, $"{description} For operators of the silo; it asks the internal listener.", examples) => _surroundings = surroundings;

    /// <summary>The option that names a tenant.</summary>
    protected static Option<string> TenantOption(string description) => new("--tenant") { Description = $"{description}; {DefaultTenant} if not given.", HelpName = "TENANT" };

    protected const string DefaultTenant = "default-tenant";

    /// <summary>Adds the options that all have, behind those of its own, and what it does.</summary>
    protected void Complete(Func<ParseResult, CancellationToken, Task<int>> action)
    {
        Add(_output);
        _connection.AddOperatorTo(this);
        SetAction(action);
    }

    protected BusQuestion Ask(ParseResult parsed) => new(_surroundings, _connection, parsed, parsed.GetValue(_output)) { IsForOperators = true };

    /// <summary>A part of a path.</summary>
    protected static string Part(string name) => Uri.EscapeDataString(name);
}
