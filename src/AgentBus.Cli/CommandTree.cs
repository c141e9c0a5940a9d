using System.CommandLine;
using System.CommandLine.Help;
using AgentBus.Cli.Commands;
using AgentBus.Cli.Commands.Cases;
using AgentBus.Cli.Commands.Credentials;
using AgentBus.Cli.Commands.DeadLetters;
using AgentBus.Cli.Commands.Directory;
using AgentBus.Cli.Commands.Inspection;
using AgentBus.Cli.Commands.Ledger;
using AgentBus.Cli.Commands.Messages;
using AgentBus.Cli.Commands.Operations;
using AgentBus.Cli.Commands.Policies;
using AgentBus.Cli.Commands.Policy;
using AgentBus.Cli.Commands.Silo;
using AgentBus.Cli.Commands.State;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    public static RootCommand Create(CommandSurroundings surroundings)
    {
        var root = new RootCommand("Runs an AgentBus, talks on it, and looks after it.")
        {
            new ServeCommand(surroundings),
            new ConfigCommand(surroundings),
            new DoctorCommand(surroundings),
            new KeysCommand(surroundings),
            new TokenCommand(surroundings),
            new PublishCommand(surroundings),
            new SubscribeCommand(surroundings),
            new TailCommand(surroundings),
            new RequestCommand(surroundings),
            new RoomsCommand(surroundings),
            new AgentsCommand(surroundings),
            new CasesCommand(surroundings),
            new DeadLettersCommand(surroundings),
            new TenantsCommand(surroundings),
            new PoliciesCommand(surroundings),
            new BansCommand(surroundings),
            new DrainCommand(surroundings),
            new LedgerCommand(surroundings),
            new StatusCommand(surroundings),
            new VersionCommand(surroundings),
            new PolicyCommand(surroundings),
            new InspectCommand(surroundings),
            new CompletionCommand(surroundings),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp((HelpAction)help.Action!);
        return root;
    }

    /// <summary>The words that lead to a command.</summary>
    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "agentbus";
}
