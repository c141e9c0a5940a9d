namespace AgentBus.Cli.Commands;

/// <summary>For people or for programs.</summary>
internal enum OutputFormat
{
    Table,
    Json,
}
