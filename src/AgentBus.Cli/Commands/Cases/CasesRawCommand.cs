using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Cases;

/// <summary>agentbus cases raw: the message as it came, for those who may look; that they did is on record before it is shown.</summary>
internal sealed class CasesRawCommand : ExampleCommand
{
    public CasesRawCommand(CommandSurroundings surroundings)
        : base(
            "raw",
            "Shows what was sent as it came, before inspection took something out of it, where the tenant keeps that. Who looks and why goes into the case's history and the ledger.",
            "agentbus cases raw 3f1c0a9b --reason \"the address is cut\" --token-file root.token")
    {
        var connection = new ConnectionSymbols();
        var caseId = Destination.NameArgument("CASE", "The case, as the receipt names it.");
        var reason = new Option<string>("--reason") { Description = "Why you look, in 1 to 1,000 characters.", Required = true };
        var output = OutputSymbols.Create();
        Add(caseId);
        Add(reason);
        Add(output);
        connection.AddTo(this);
        SetAction((parsed, cancellationToken) => new CaseQuestion(surroundings, connection, parsed, parsed.GetValue(output)).DoAsync(
            parsed.GetRequiredValue(caseId), "raw", new JsonObject { ["reason"] = parsed.GetRequiredValue(reason) }, cancellationToken, RawContentView.Write));
    }
}
