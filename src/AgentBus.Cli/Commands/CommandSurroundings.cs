namespace AgentBus.Cli.Commands;

/// <summary>What commands read, write and take the time from.</summary>
internal sealed record CommandSurroundings(TextReader Input, TextWriter Output, TextWriter Error, TimeProvider Clock);
