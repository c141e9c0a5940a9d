namespace AgentBus.Silo.Hosting;

/// <summary>What the composition logs; ids 1100 to 1199.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1100, LogLevel.Warning, "The setting {Key} has no meaning; docs/configuration.md lists those that have")]
    public static partial void UnknownKey(ILogger logger, string key);

    [LoggerMessage(1101, LogLevel.Information, "Token of {Agent} for this run: {File}")]
    public static partial void TokenWritten(ILogger logger, string agent, string file);

    [LoggerMessage(1102, LogLevel.Warning, "The demo agent {Agent} ended with {ExitCode}")]
    public static partial void DemoAgentEnded(ILogger logger, string agent, int exitCode);

    [LoggerMessage(1103, LogLevel.Warning, "The demo agents are not beside the silo ({Directory}); join by hand")]
    public static partial void DemoAgentsMissing(ILogger logger, string directory);
}
