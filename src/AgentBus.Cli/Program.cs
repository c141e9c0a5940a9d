using AgentBus.Cli;
using AgentBus.Cli.Commands;

return CommandLine.Run(args, CommandSurroundings.OfProcess());
