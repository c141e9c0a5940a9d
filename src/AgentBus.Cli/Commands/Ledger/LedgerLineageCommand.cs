using System.Text.Json.Nodes;
using AgentBus.Cli.Ledgers;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Ledger;

/// <summary>agentbus ledger lineage: message, action, artifact (AUD-04).</summary>
internal sealed class LedgerLineageCommand(CommandSurroundings surroundings) : MessageQuestionCommand(
    surroundings,
    "lineage",
    "Prints what led to a message and what it led to, with the actions and the artifacts that they name. The exit code is 1 if the ledger has nothing on it.")
{
    protected override string Path => "lineage";

    protected override async Task<JsonNode?> AnswerAsync(OfflineLedger ledger, string message, CancellationToken cancellationToken) =>
        await ledger.LineageAsync(message, cancellationToken);

    protected override JsonNode Of(JsonNode data) => data;

    protected override void Print(TextWriter output, JsonNode answer)
    {
        ObjectTable.WriteRows(output, answer["messages"]!.AsArray().OfType<JsonObject>(), "message_id", "parent_id", "actor", "at", "decision", "action", "tool", "artifacts");
        if (answer["artifacts"] is JsonArray { Count: > 0 } artifacts)
        {
            ObjectTable.WriteRows(output, artifacts.OfType<JsonObject>(), "sha256", "messages");
        }
    }
}
