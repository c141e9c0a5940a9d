namespace AgentBus.Client.Internal;

/// <summary>The grammar of ids, checked before anything is sent: a bad name is the caller's mistake, not the bus's refusal.</summary>
internal static class RoutingNames
{
    /// <summary>The implicit channel that every member of a room follows.</summary>
    public const string Everyone = "*";

    private const int MaxLength = 64;

    public static void Check(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);

        if (name == Everyone)
        {
            return;
        }

        CheckAgent(name, parameter);
    }

    public static void CheckAgent(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (name.Length is 0 or > MaxLength || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw new ArgumentException($"'{name}' is no name: 1 to {MaxLength} of A-Z a-z 0-9 _ - are allowed.", parameter);
        }
    }
}
