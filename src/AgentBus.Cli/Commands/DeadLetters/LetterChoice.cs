using System.CommandLine;
using System.CommandLine.Parsing;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.DeadLetters;

/// <summary>Which letters a command deals with: one by its number, or those that options choose. All of them only where that is said.</summary>
internal sealed class LetterChoice
{
    private readonly Argument<long> _id = LetterSymbols.Id();
    private readonly Option<Destination?> _channel = new("--channel")
    {
        Description = "Of this channel.",
        HelpName = "ROOM:CHANNEL",
        CustomParser = Destination.ParseChannel,
    };

    private readonly LetterFilter _filter = new();
    private readonly Option<bool> _all = new("--all") { Description = "All there are." };

    public LetterChoice() => _id.Arity = ArgumentArity.ZeroOrOne;

    public void AddTo(Command command)
    {
        command.Add(_id);
        command.Add(_channel);
        _filter.AddTo(command);
        command.Add(_all);
        command.Validators.Add(Check);
    }

    /// <summary>The letter's number; null: those that the options choose.</summary>
    public long? Id(ParseResult parsed) => parsed.GetValue(_id) is > 0 and var id ? id : null;

    /// <summary>The question with what was chosen.</summary>
    public QueryText Narrow(QueryText query, ParseResult parsed) => _filter.Narrow(query, parsed, parsed.GetValue(_channel));

    private void Check(CommandResult result)
    {
        var hasId = result.GetResult(_id) is { Tokens.Count: > 0 };
        var isAll = result.GetValue(_all);
        var isChosen = result.GetResult(_channel) is { Tokens.Count: > 0 } || _filter.IsGiven(result);
        if ((hasId ? 1 : 0) + (isAll ? 1 : 0) + (isChosen ? 1 : 0) != 1)
        {
            result.AddError("Say which: the ID of one letter; or --channel, --sender, --code, --since, --until; or --all.");
        }
    }
}
