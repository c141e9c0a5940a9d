namespace AgentBus.Cli;

/// <summary>The command could not do what it was asked; the message says why and, where there is something, what to do.</summary>
internal sealed class CommandFailure(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It may go well when it is tried again: nobody was there, or could answer now.</summary>
    public bool IsPassing { get; init; }
}
