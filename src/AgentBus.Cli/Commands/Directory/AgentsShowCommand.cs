using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Directory;

/// <summary>agentbus agents show: one agent.</summary>
internal sealed class AgentsShowCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<string> _agent = Destination.NameArgument("AGENT", "The agent.");
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public AgentsShowCommand(CommandSurroundings surroundings)
        : base("show", "Prints what the bus knows of an agent.", "agentbus agents show critic --token-file you.token", "agentbus agents show critic --output json")
    {
        _surroundings = surroundings;
        Add(_agent);
        Add(_output);
        _connection.AddTo(this);
        SetAction((parsed, cancellationToken) => new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output))
            .ShowAsync(new QueryText($"api/v1/agents/{parsed.GetRequiredValue(_agent)}"), cancellationToken));
    }
}
