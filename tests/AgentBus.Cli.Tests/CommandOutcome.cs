namespace AgentBus.Cli.Tests;

/// <summary>What a command left behind.</summary>
internal sealed record CommandOutcome(int Code, string Output, string Error);
