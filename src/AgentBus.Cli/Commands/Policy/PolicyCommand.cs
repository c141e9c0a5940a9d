using System.CommandLine;

namespace AgentBus.Cli.Commands.Policy;

/// <summary>agentbus policy: works with Rego policies where they are written, without a bus.</summary>
internal sealed class PolicyCommand : Command
{
    public PolicyCommand(CommandSurroundings surroundings)
        : base("policy", "Checks, tests, asks and measures Rego policies, as the bus evaluates them.")
    {
        Add(new CheckCommand(surroundings));
        Add(new TestCommand(surroundings));
        Add(new EvalCommand(surroundings));
        Add(new ExplainCommand(surroundings));
        Add(new BenchCommand(surroundings));
    }
}
