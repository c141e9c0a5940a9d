using System.CommandLine;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>agentbus cases comment: a remark for the others who decide.</summary>
internal sealed class CasesCommentCommand : ExampleCommand
{
    public CasesCommentCommand(CommandSurroundings surroundings)
        : base("comment", "Adds a remark to a case, for the others who decide on it.", "agentbus cases comment 3f1c0a9b \"which version is this?\" --token-file ann.token")
    {
        var connection = new ConnectionSymbols();
        var caseId = Destination.NameArgument("CASE", "The case, as the receipt names it.");
        var text = new Argument<string>("TEXT") { Description = "What you say; up to 2,000 characters." };
        var output = OutputSymbols.Create();
        Add(caseId);
        Add(text);
        Add(output);
        connection.AddTo(this);
        SetAction((parsed, cancellationToken) => new CaseQuestion(surroundings, connection, parsed, parsed.GetValue(output)).DoAsync(
            parsed.GetRequiredValue(caseId), "comment", new() { ["text"] = parsed.GetRequiredValue(text) }, cancellationToken));
    }
}
