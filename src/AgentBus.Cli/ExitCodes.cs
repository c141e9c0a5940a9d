namespace AgentBus.Cli;

/// <summary>What the exit code of every command says.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The command ran and its answer is no: a message refused, a bus out of reach, an error in a policy, a test that fails, a file that cannot be read.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong; nothing was done.</summary>
    public const int WrongUsage = 2;

    /// <summary>The query is undefined, which is neither false nor an error.</summary>
    public const int Undefined = 3;
}
