using System.CommandLine;
using System.CommandLine.Parsing;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.DeadLetters;

/// <summary>The options that choose dead letters.</summary>
internal sealed class LetterFilter
{
    private readonly Option<string?> _sender = new("--sender") { Description = "Of this agent.", HelpName = "AGENT" };
    private readonly Option<string?> _code = new("--code") { Description = "Dead for this reason (docs/codes.md).", HelpName = "CODE" };
    private readonly Option<DateTimeOffset?> _since = Parsing.Time("--since", "Died at or after this time.");
    private readonly Option<DateTimeOffset?> _until = Parsing.Time("--until", "Died before this time.");

    private Option[] Options => [_sender, _code, _since, _until];

    public void AddTo(Command command)
    {
        foreach (var option in Options)
        {
            command.Add(option);
        }
    }

    /// <summary>One of them was given.</summary>
    public bool IsGiven(CommandResult result) => Options.Any(option => result.GetResult(option) is { Tokens.Count: > 0 });

    /// <summary>The question with what was given.</summary>
    public QueryText Narrow(QueryText query, ParseResult parsed, Destination? channel) => query
        .With("room", channel?.Room).With("channel", channel?.Channel)
        .With("sender", parsed.GetValue(_sender)).With("code", parsed.GetValue(_code))
        .With("since", Text(parsed.GetValue(_since))).With("until", Text(parsed.GetValue(_until)));

    private static string? Text(DateTimeOffset? time) => time is { } given ? DeliveryView.Time(given) : null;
}
