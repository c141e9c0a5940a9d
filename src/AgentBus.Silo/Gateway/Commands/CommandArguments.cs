using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>Holds arguments against a command's description. An argument that is not known is refused: a misspelt filter would not filter.</summary>
internal static class CommandArguments
{
    private const int MaxCount = 64;

    /// <summary>What is wrong; null: nothing.</summary>
    public static Refusal? Check(CommandDescription command, IReadOnlyDictionary<string, string> arguments)
    {
        if (arguments.Count > MaxCount)
        {
            return Invalid(command, $"It has more than {MaxCount} arguments.");
        }

        foreach (var argument in command.Arguments)
        {
            if (argument.Check(arguments.GetValueOrDefault(argument.Name, "")) is { } wrong)
            {
                return Invalid(command, wrong);
            }
        }

        return command.FurtherArguments.Length == 0 && arguments.Keys.Any(name => command.Arguments.All(argument => argument.Name != name))
            ? Invalid(command, "It has an argument that the command does not know.")
            : null;
    }

    private static Refusal Invalid(CommandDescription command, string problem)
    {
        var known = string.Join(", ", command.Arguments.Select(static argument => argument.IsRequired ? $"{argument.Name} (required)" : argument.Name));
        return new Refusal(Code.MessageInvalid, $"{command.Name}: {problem} Arguments: {(known.Length == 0 ? "none" : known)}.");
    }
}
