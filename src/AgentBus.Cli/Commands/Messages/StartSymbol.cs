using System.CommandLine;
using System.Globalization;
using AgentBus.Client;

namespace AgentBus.Cli.Commands.Messages;

/// <summary>The option that says where following begins.</summary>
internal static class StartSymbol
{
    public static Option<StartAt?> Create() => new Option<StartAt?>("--from")
    {
        Description = "Where to begin: live (if not given), beginning, acknowledged (after what this agent acknowledged last), EPOCH:SEQUENCE (after that message), or a time such as 2026-01-31T12:00:00Z.",
        HelpName = "PLACE",
        CustomParser = static result => Read(result.Tokens[0].Value)
            ?? Parsing.Refuse<StartAt?>(result, "--from is live, beginning, acknowledged, EPOCH:SEQUENCE, or a time such as 2026-01-31T12:00:00Z."),
    }.WithCompletions("live", "beginning", "acknowledged");

    private static StartAt? Read(string text) => text switch
    {
        "live" => StartAt.Live,
        "beginning" => StartAt.After(Position.Beginning),
        "acknowledged" => StartAt.Acknowledged,
        _ when Parsing.TryReadTime(text, out var time) => StartAt.Since(time),
        _ when text.Split(':') is [var epoch, var sequence]
            && ulong.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var of)
            && ulong.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var at) => StartAt.After(new Position(of, at)),
        _ => null,
    };
}
