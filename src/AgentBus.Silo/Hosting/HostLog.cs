namespace AgentBus.Silo.Hosting;

/// <summary>What the composition logs; ids 1100 to 1199.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1100, LogLevel.Warning, "Configuration: {Advice}")]
    public static partial void Advice(ILogger logger, string advice);

    [LoggerMessage(1101, LogLevel.Information, "Token of {Agent} for this run: {File}")]
    public static partial void TokenWritten(ILogger logger, string agent, string file);

    [LoggerMessage(1102, LogLevel.Warning, "The demo agent {Agent} ended with {ExitCode}")]
    public static partial void DemoAgentEnded(ILogger logger, string agent, int exitCode);

    [LoggerMessage(1103, LogLevel.Warning, "The demo agents are not beside the silo ({Directory}); join by hand")]
    public static partial void DemoAgentsMissing(ILogger logger, string directory);
}
