using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>agentbus cases cancel and escalate: what is done to a case, and why.</summary>
internal sealed class CasesReasonCommand : ExampleCommand
{
    private CasesReasonCommand(CommandSurroundings surroundings, string step, string description, string example)
        : base(step, description, example)
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
            parsed.GetRequiredValue(caseId), step, new() { ["text"] = parsed.GetValue(reason) }, cancellationToken));
    }

    /// <summary>A sender withdraws its message, or somebody who may decide stops it.</summary>
    public static CasesReasonCommand Cancel(CommandSurroundings surroundings) => new(
        surroundings,
        "cancel",
        "Ends a case undecided: you sent the message and want it no more, or you may decide and stop it.",
        "agentbus cases cancel 3f1c0a9b --reason \"wrong version\"");

    /// <summary>The rule's next level is asked at once.</summary>
    public static CasesReasonCommand Escalate(CommandSurroundings surroundings) => new(
        surroundings,
        "escalate",
        "Asks the next level of the case's rule at once, instead of when its time has come.",
        "agentbus cases escalate 3f1c0a9b --reason \"needs somebody of security\"");
}
