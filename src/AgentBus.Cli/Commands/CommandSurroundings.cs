using AgentBus.Cli.Serving;

namespace AgentBus.Cli.Commands;

/// <summary>What commands read, write and take the time from.</summary>
internal sealed record CommandSurroundings(TextReader Input, TextWriter Output, TextWriter Error, TimeProvider Clock)
{
    /// <summary>The environment.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>Somebody looks on, so that output is for people where nothing else is said.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Somebody looks on who can be told how far it is.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>The silo that serve, config and doctor start.</summary>
    public SiloExecutable Silo { get; init; } = SiloExecutable.Beside;

    /// <summary>The surroundings of this process.</summary>
    public static CommandSurroundings OfProcess() => new(Console.In, StandardOutput.Open(), Console.Error, TimeProvider.System)
    {
        Variable = Environment.GetEnvironmentVariable,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
    };
}
