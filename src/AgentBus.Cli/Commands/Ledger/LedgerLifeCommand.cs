using System.Text.Json.Nodes;
using AgentBus.Cli.Ledgers;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Ledger;

/// <summary>agentbus ledger life: what was decided on a message, and what became of it.</summary>
internal sealed class LedgerLifeCommand(CommandSurroundings surroundings) : MessageQuestionCommand(
    surroundings,
    "life",
    "Prints a message's life: the decisions on it, and whether it was acknowledged, expired or became a dead letter. The exit code is 1 if the ledger has nothing on it.")
{
    protected override string Path => "messages";

    protected override async Task<JsonNode?> AnswerAsync(OfflineLedger ledger, string message, CancellationToken cancellationToken) =>
        await ledger.LifeAsync(message, cancellationToken) is { Count: > 0 } life ? new JsonArray([.. life]) : null;

    protected override JsonNode Of(JsonNode data) => data["entries"]!;

    protected override void Print(TextWriter output, JsonNode answer) =>
        ObjectTable.WriteRows(output, answer.AsArray().OfType<JsonObject>(), "index", "at", "decision", "code", "actor", "room", "channel", "sequence");
}
