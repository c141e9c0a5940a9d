using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>agentbus cases cancel: a sender withdraws its message, or somebody who may decide stops it.</summary>
internal sealed class CasesCancelCommand : ExampleCommand
{
    public CasesCancelCommand(CommandSurroundings surroundings)
        : base("cancel", "Ends a case undecided: you sent the message and want it no more, or you may decide and stop it.", "agentbus cases cancel 3f1c0a9b --reason \"wrong version\"")
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
            parsed.GetRequiredValue(caseId), "cancel", new() { ["text"] = parsed.GetValue(reason) }, cancellationToken));
    }
}
