using System.Text;
using AgentBus.Contracts;
using AgentBus.Model;
using Google.Protobuf.WellKnownTypes;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>receipt</c>: the decisions on a message with their proofs (docs/ledger.md, "Receipts"), as <c>GET /api/v1/receipts/{message_id}</c> gives them.</summary>
internal sealed class ReceiptCommand(IClusterClient cluster) : ICommandHandler
{
    private static readonly CommandArgument Message = new("message_id", "The message.") { IsRequired = true };

    public CommandDescription Description { get; } = new(
        "receipt", "The decisions on a message, each with the proof that it is in the ledger; refused with `not_found` and a time to ask again while the ledger has none.")
    {
        Arguments = [Message],
        Reply =
        [
            new("tenant", "text", "The tenant whose ledger it is."),
            new("checkpoint", "text", "The signed head, as text (C2SP tlog-checkpoint)."),
            new("entries", "list", "Objects with `entry` (the entry as text: RFC 8785, exactly what is hashed) and `path` (the hashes of its proof, from the leaf up); of a message that the agent sent or got `content_salt`, which shows with its content that the entry names it."),
        ],
        Permission = "Who sent the message or got it into its inbox; auditors of the tenant for any. To others it does not exist.",
        Example = """{"message_id": "01a1ff73-36ab-725d-9f49-e38122750676"}""",
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var receipts = await cluster.GetGrain<IAgentMemory>(context.Agent).ReadReceiptsAsync(new ReceiptRequest(context.Session, context[Message.Name]));
        return receipts.IsOk
            ? CommandResult.Of(
                ("tenant", CommandValues.Text(receipts.Value.Tenant)),
                ("checkpoint", CommandValues.Text(receipts.Value.Head.Note)),
                ("entries", CommandValues.List(receipts.Value.Entries.Select(Item))))
            : receipts.Refusal;
    }

    // As text, since a Struct keeps neither the order of members nor the form of numbers.
    private static Value Item(ProvedEntry proved)
    {
        var item = CommandValues.Object(
            ("entry", CommandValues.Text(Encoding.UTF8.GetString(proved.Entry.Json.Span))),
            ("path", CommandValues.List(proved.Proof.Path.Select(static hash => hash.ToString()))));
        if (!proved.ContentSalt.IsEmpty)
        {
            item.StructValue.Fields["content_salt"] = CommandValues.Text(Convert.ToHexStringLower(proved.ContentSalt.Span));
        }

        return item;
    }
}
