using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.DeadLetters;

/// <summary>agentbus deadletters replay: sends one again.</summary>
internal sealed class DeadLetterReplayCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<long> _id = LetterSymbols.Id();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public DeadLetterReplayCommand(CommandSurroundings surroundings)
        : base(
            "replay",
            "Sends a dead letter again, through admission with the policy of now. The exit code is 1 if it is refused; it stays a dead letter then.",
            "agentbus deadletters replay 17 --token-file operator.token",
            "agentbus deadletters list --output json | jq '.[].id' | xargs -n 1 agentbus deadletters replay")
    {
        _surroundings = surroundings;
        Add(_id);
        Add(_output);
        _connection.AddTo(this);
        SetAction((parsed, cancellationToken) => new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output))
            .DoAsync(new QueryText($"api/v1/deadletters/{parsed.GetRequiredValue(_id)}/replay"), [], cancellationToken));
    }
}
