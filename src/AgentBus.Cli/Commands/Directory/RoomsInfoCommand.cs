using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Directory;

/// <summary>agentbus rooms info: one room with its channels, or who is in it.</summary>
internal sealed class RoomsInfoCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<string> _room = Destination.NameArgument("ROOM", "The room.");
    private readonly Option<bool> _members = new("--members", "-m") { Description = "Who is in it instead: the members of its first 100 channels." };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public RoomsInfoCommand(CommandSurroundings surroundings)
        : base("info", "Lists the channels of a room that the agent may follow.", "agentbus rooms info science --token-file you.token", "agentbus rooms info science --members --output json")
    {
        _surroundings = surroundings;
        Add(_room);
        Add(_members);
        Add(_output);
        _connection.AddTo(this);
        SetAction(ListAsync);
    }

    private Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var room = $"api/v1/rooms/{parsed.GetRequiredValue(_room)}";
        var question = new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output));
        return parsed.GetValue(_members)
            ? question.ListAsync(new QueryText($"{room}/members"), "members", ["agent_id", "channels"], cancellationToken)
            : question.ListAsync(new QueryText(room), "channels", ["channel", "type", "kind", "durability", "member_count", "created_by"], cancellationToken);
    }
}
