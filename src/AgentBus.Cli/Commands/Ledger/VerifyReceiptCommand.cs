using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Ledgers;
using AgentBus.Cli.Rendering;
using AgentBus.Domain.Audit;
using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Cli.Commands.Ledger;

/// <summary>agentbus ledger verify-receipt: a receipt checked with a public key and nothing else.</summary>
internal sealed class VerifyReceiptCommand : ExampleCommand
{
    private const string StandardInput = "-";

    private readonly CommandSurroundings _surroundings;
    private readonly Argument<string> _file = new("FILE") { Description = "The receipt: a file, or - for standard input. An export is one receipt a line." };
    private readonly Option<FileInfo[]> _keys = LedgerSource.Keys();
    private readonly Option<string?> _origin = LedgerSource.Origin();
    private readonly Option<FileInfo> _body = new Option<FileInfo>("--body", "-b")
    {
        Description = "The message: its envelope as it was sent or came in (Protobuf), or as JSON as history and tail print it. Checks that the entries name its content too.",
        HelpName = "FILE",
    }.AcceptExistingOnly();

    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public VerifyReceiptCommand(CommandSurroundings surroundings)
        : base(
            "verify-receipt",
            "Checks receipts: that the bus with this key signed a head of its ledger, and that each entry is in it exactly as it stands there. Asks no bus and no database. The exit code is 1 if one does not hold.",
            "agentbus ledger verify-receipt receipt.json --key ledger.pub.pem",
            "agentbus ledger verify-receipt receipt.json --key ledger.pub.pem --body message.bin",
            "agentbus ledger export --token-file auditor.token | agentbus ledger verify-receipt - --key ledger.pub.pem --output json")
    {
        _surroundings = surroundings;
        _keys.Required = true;
        Add(_file);
        Add(_keys);
        Add(_origin);
        Add(_body);
        Add(_output);
        SetAction(Verify);
    }

    private int Verify(ParseResult parsed)
    {
        using var keys = LedgerKeys.Read(parsed.GetRequiredValue(_keys), parsed.GetValue(_origin));
        var body = parsed.GetValue(_body) is { } file ? MessageFile.ReadBodyDigest(file) : null;
        var rows = ReceiptFile.ReadAll(Text(parsed.GetRequiredValue(_file))).SelectMany(receipt => Check(receipt, keys, body)).ToList();
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, new JsonArray([.. rows]));
        }
        else
        {
            string[] content = body is null ? [] : ["content"];
            ObjectTable.WriteRows(_surroundings.Output, rows, ["message", "decision", "code", "at", "entry", "signed_at", .. content, "holds", "problem"]);
        }

        return rows.Count > 0 && rows.TrueForAll(static row => (bool)row["holds"]!) ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static IEnumerable<JsonObject> Check(ReceiptFile receipt, LedgerKeys keys, byte[]? body)
    {
        var head = keys.Check(receipt.Tenant, receipt.Checkpoint);
        for (var i = 0; i < receipt.Entries.Count; i++)
        {
            var says = AuditRecords.Read(new LedgerEntry(i, receipt.Entries[i].Json));
            var problem = head is { Verdict: CheckpointVerdict.Valid, Head: { } signed } ? receipt.Problem(i, signed) : Wrong(head.Verdict);
            var unshown = body is null ? null : receipt.ContentProblem(i, body);
            problem ??= unshown;
            yield return new JsonObject
            {
                ["holds"] = problem is null,
                ["problem"] = problem,
                ["tenant"] = receipt.Tenant,
                ["message"] = says?.MessageId,
                ["decision"] = says?.Decision,
                ["code"] = says?.Code,
                ["actor"] = says?.Actor,
                ["at"] = says is null ? null : DeliveryView.Time(says.At),
                ["entry"] = LedgerRecord.Read(receipt.Entries[i].Json)?.Index,
                ["content"] = body is null ? null : unshown is null ? "shown" : "not shown",
                ["size"] = head.Head?.Head.Size,
                ["signed_at"] = head.Head is { } known ? DeliveryView.Time(known.At) : null,
            };
        }
    }

    private static string Wrong(CheckpointVerdict verdict) => verdict switch
    {
        CheckpointVerdict.Malformed => "the checkpoint is none",
        CheckpointVerdict.OtherOrigin => "the checkpoint is of another ledger",
        CheckpointVerdict.UnknownKey => "no key that was given signed the head",
        CheckpointVerdict.KeyNotValidThen => "the head was signed when its key was not valid",
        _ => "the signature of the head is not the key's: head or signature was changed",
    };

    private string Text(string file) => file == StandardInput ? _surroundings.Input.ReadToEnd()
        : File.Exists(file) ? File.ReadAllText(file)
        : throw new CommandFailure($"There is no file {file}.");
}
