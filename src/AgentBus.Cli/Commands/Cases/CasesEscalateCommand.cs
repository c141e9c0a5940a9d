using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>agentbus cases escalate: asks the rule's next level at once.</summary>
internal sealed class CasesEscalateCommand : ExampleCommand
{
    public CasesEscalateCommand(CommandSurroundings surroundings)
        : base("escalate", "Asks the next level of the case's rule at once, instead of when its time has come.", "agentbus cases escalate 3f1c0a9b --reason \"needs somebody of security\"")
    {
        var connection = new ConnectionSymbols();
        var caseId = Destination.NameArgument("CASE", "The case, as the receipt names it.");
        var reason = new Option<string>("--reason") { Description = "Why, for the record.", DefaultValueFactory = static _ => "" };
        var output = OutputSymbols.Create();
        Add(caseId);
        Add(reason);
        Add(output);
        connection.AddTo(this);
        SetAction((parsed, cancellationToken) => new CaseQuestion(surroundings, connection, parsed, parsed.GetValue(output)).DoAsync(
            parsed.GetRequiredValue(caseId), "escalate", new() { ["text"] = parsed.GetValue(reason) }, cancellationToken));
    }
}
