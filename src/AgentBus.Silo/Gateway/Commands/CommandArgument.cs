using System.Collections.Immutable;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>An argument of a command.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What it says, as a sentence.</param>
internal sealed record CommandArgument(string Name, string Text)
{
    /// <summary>No longer text is taken, in UTF-16 units.</summary>
    public int MaxLength { get; init; } = 1_024;

    /// <summary>Without it the command is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>It is a whole number of 0 to this; null: it is text.</summary>
    public long? Max { get; init; }

    /// <summary>It is one of these; none: it is any text.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>An argument that is one of several values, which its text names.</summary>
    public static CommandArgument OneOf(string name, string text, IEnumerable<string> choices)
    {
        ImmutableArray<string> all = [.. choices];
        return new CommandArgument(name, $"{text} One of {string.Join(", ", all)}.") { Choices = all };
    }

    /// <summary>What is wrong with a value; null: nothing.</summary>
    public string? Check(string value) =>
        Max is { } max && value.Length > 0 && !(long.TryParse(value, out var number) && number >= 0 && number <= max) ? $"The argument {Name} must be a whole number of 0 to {max}."
        : Choices.Length > 0 && value.Length > 0 && !Choices.Contains(value) ? $"The argument {Name} must be one of {string.Join(", ", Choices)}."
        : value.Length > MaxLength ? $"The argument {Name} is longer than {MaxLength} characters."
        : IsRequired && value.Length == 0 ? $"The argument {Name} is missing."
        : null;
}
