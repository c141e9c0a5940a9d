namespace AgentBus.Cli.Commands.Policy;

/// <summary>For people or for programs.</summary>
internal enum OutputFormat
{
    Table,
    Json,
}
