using System.CommandLine;
using System.CommandLine.Parsing;
using AgentBus.Cli.Commands;

namespace AgentBus.Cli.Connecting;

/// <summary>Where a message goes: a channel, written ROOM:CHANNEL, or an agent's inbox, written @AGENT.</summary>
internal sealed record Destination(string Room, string Channel, string Agent)
{
    private const int MaxName = 64;
    private const string AnyChannel = "*";

    public override string ToString() => Agent.Length > 0 ? $"@{Agent}" : $"{Room}:{Channel}";

    public static Destination? TryRead(string text) =>
        text.StartsWith('@') ? (IsName(text[1..]) ? new Destination("", "", text[1..]) : null)
        : text.Split(':') is [var room, var channel] && IsName(room) && (channel == AnyChannel || IsName(channel)) ? new Destination(room, channel, "")
        : null;

    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxName && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    /// <summary>An argument for a channel.</summary>
    public static Argument<Destination> ChannelArgument() => new("ROOM:CHANNEL")
    {
        Description = "The channel, such as science:explore.",
        CustomParser = ParseChannel,
    };

    /// <summary>An argument for several channels.</summary>
    public static Argument<Destination[]> ChannelsArgument(ArgumentArity arity, string description) => new("ROOM:CHANNEL")
    {
        Description = description,
        Arity = arity,
        CustomParser = static result => Array.Find([.. result.Tokens], static token => ReadChannel(token.Value) is null) is { } wrong
            ? Parsing.Refuse<Destination[]>(result, NoChannel(wrong.Value))
            : [.. result.Tokens.Select(static token => ReadChannel(token.Value)!)],
    };

    /// <summary>An argument for a channel or an agent.</summary>
    public static Argument<Destination> AnyArgument() => new("TARGET")
    {
        Description = "Where to: ROOM:CHANNEL, such as science:explore, or @AGENT for an agent's inbox.",
        CustomParser = static result => TryRead(result.Tokens[0].Value)
            ?? Parsing.Refuse<Destination>(result, $"'{result.Tokens[0].Value}' is neither ROOM:CHANNEL nor @AGENT; names are 1 to {MaxName} of A-Z a-z 0-9 _ -."),
    };

    /// <summary>An argument for the name of an agent or a room.</summary>
    public static Argument<string> NameArgument(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = static result => IsName(result.Tokens[0].Value)
            ? result.Tokens[0].Value
            : Parsing.Refuse<string>(result, $"'{result.Tokens[0].Value}' is no name: 1 to {MaxName} of A-Z a-z 0-9 _ - are allowed."),
    };

    /// <summary>Reads the value of an argument or option for a channel.</summary>
    public static Destination ParseChannel(ArgumentResult result) =>
        ReadChannel(result.Tokens[0].Value) ?? Parsing.Refuse<Destination>(result, NoChannel(result.Tokens[0].Value));

    private static Destination? ReadChannel(string text) => TryRead(text) is { Agent.Length: 0 } channel ? channel : null;

    private static string NoChannel(string text) => $"'{text}' is no ROOM:CHANNEL; names are 1 to {MaxName} of A-Z a-z 0-9 _ -.";
}
