using System.CommandLine;
using AgentBus.Cli.Serving;

namespace AgentBus.Cli.Commands.Silo;

/// <summary>agentbus serve: starts the silo that lies beside this tool.</summary>
internal sealed class ServeCommand : ExampleCommand
{
    /// <summary>How long the silo may take to drain after Ctrl-C.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromMinutes(2);

    private readonly CommandSurroundings _surroundings;

    public ServeCommand(CommandSurroundings surroundings)
        : base(
            "serve",
            "Starts a silo and waits until it ends; Ctrl-C lets it drain first. Every switch of the silo is taken, such as --demo, --environment, --port, --internal-port, --data-dir, --config FILE and --AgentBus:Section:Key VALUE.",
            "agentbus serve --demo",
            "agentbus serve --environment Development --data-dir bus-data",
            "agentbus serve --config /etc/agentbus/production.json --strict")
    {
        _surroundings = surroundings;
        TreatUnmatchedTokensAsErrors = false;
        SetAction(ServeAsync);
    }

    private async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        SiloExecutable.ExitCodeFor(await _surroundings.Silo.RunAsync(parsed.UnmatchedTokens, cancellationToken));
}
