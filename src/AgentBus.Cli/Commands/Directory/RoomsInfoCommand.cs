using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Directory;

/// <summary>agentbus rooms info: one room with its channels.</summary>
internal sealed class RoomsInfoCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<string> _room = Destination.NameArgument("ROOM", "The room.");
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public RoomsInfoCommand(CommandSurroundings surroundings)
        : base("info", "Prints what the bus knows of a room.", "agentbus rooms info science --token-file you.token", "agentbus rooms info science --output json")
    {
        _surroundings = surroundings;
        Add(_room);
        Add(_output);
        _connection.AddTo(this);
        SetAction((parsed, cancellationToken) => new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output))
            .ShowAsync(new QueryText($"api/v1/rooms/{parsed.GetRequiredValue(_room)}"), cancellationToken));
    }
}
