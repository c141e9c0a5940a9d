using AgentBus.Cli;
using AgentBus.Cli.Commands;

return CommandLine.Run(args, new CommandSurroundings(Console.In, Console.Out, Console.Error, TimeProvider.System));
