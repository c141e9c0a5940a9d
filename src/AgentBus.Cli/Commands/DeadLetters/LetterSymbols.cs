using System.CommandLine;
using System.Globalization;

namespace AgentBus.Cli.Commands.DeadLetters;

/// <summary>Where dead letters are, and the argument that names one.</summary>
internal static class LetterSymbols
{
    public const string Path = "api/v1/deadletters";

    public static Argument<long> Id() => new("ID")
    {
        Description = "The letter's number, as deadletters list prints it.",
        CustomParser = static result => long.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : Parsing.Refuse<long>(result, $"'{result.Tokens[0].Value}' is no number of a letter."),
    };
}
