using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Directory;

/// <summary>agentbus rooms list: the rooms that there are.</summary>
internal sealed class RoomsListCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public RoomsListCommand(CommandSurroundings surroundings)
        : base("list", "Lists the rooms in which there is a channel that the agent may follow.", "agentbus rooms list --token-file you.token", "agentbus rooms list --output json")
    {
        _surroundings = surroundings;
        Add(_output);
        _connection.AddTo(this);
        SetAction((parsed, cancellationToken) => new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output))
            .ListAsync(new QueryText("api/v1/rooms"), "rooms", ["room"], cancellationToken));
    }
}
