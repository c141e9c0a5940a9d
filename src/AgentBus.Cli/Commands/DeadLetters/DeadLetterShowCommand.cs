using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.DeadLetters;

/// <summary>agentbus deadletters show: one with its message.</summary>
internal sealed class DeadLetterShowCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly Argument<long> _id = LetterSymbols.Id();
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public DeadLetterShowCommand(CommandSurroundings surroundings)
        : base("show", "Prints a dead letter with its message and what happened to it.", "agentbus deadletters show 17 --token-file admin.token", "agentbus deadletters show 17 --output json")
    {
        _surroundings = surroundings;
        Add(_id);
        Add(_output);
        _connection.AddTo(this);
        SetAction((parsed, cancellationToken) => new BusQuestion(_surroundings, _connection, parsed, parsed.GetValue(_output))
            .ShowAsync(new QueryText($"{LetterSymbols.Path}/{parsed.GetRequiredValue(_id)}"), cancellationToken));
    }
}
