using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>agentbus cases show: everything that there is to decide on.</summary>
internal sealed class CasesShowCommand : ExampleCommand
{
    public CasesShowCommand(CommandSurroundings surroundings)
        : base("show", "Shows a case: the message, why it waits, the votes, and what happened.", "agentbus cases show 3f1c0a9b", "agentbus cases show 3f1c0a9b --output json")
    {
        var connection = new ConnectionSymbols();
        var caseId = Destination.NameArgument("CASE", "The case, as the receipt names it.");
        var output = OutputSymbols.Create();
        Add(caseId);
        Add(output);
        connection.AddTo(this);
        SetAction((parsed, cancellationToken) => new CaseQuestion(surroundings, connection, parsed, parsed.GetValue(output))
            .ShowAsync(parsed.GetRequiredValue(caseId), cancellationToken));
    }
}
