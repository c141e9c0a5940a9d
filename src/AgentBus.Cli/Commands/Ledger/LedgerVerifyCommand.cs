using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Ledgers;
using AgentBus.Cli.Rendering;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Storage;

namespace AgentBus.Cli.Commands.Ledger;

/// <summary>agentbus ledger verify: whether a ledger is as it was written (AUD-02, AUD-11).</summary>
internal sealed class LedgerVerifyCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly Argument<FileInfo> _database = new Argument<FileInfo>("DATABASE") { Description = "The database, or a copy of it; the rest of the data directory is not needed, nor is a bus." }.AcceptExistingOnly();
    private readonly Option<FileInfo[]> _keys = LedgerSource.Keys();
    private readonly Option<string?> _origin = LedgerSource.Origin();
    private readonly Option<string?> _tenant = LedgerSource.Tenant();
    private readonly Option<FileInfo[]> _since = new Option<FileInfo[]>("--since")
    {
        Description = "A signed head that was kept outside, as ledger head prints it or a sink holds it: the ledger must begin with what it was then.", HelpName = "HEAD", Arity = ArgumentArity.OneOrMore,
    }.AcceptExistingOnly();

    private readonly Option<bool> _contents = new("--contents")
    {
        Description = "Also holds each message of the database against its entry: what is there is what was delivered. Takes some 200 bytes of memory an entry.",
    };

    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public LedgerVerifyCommand(CommandSurroundings surroundings)
        : base(
            "verify",
            "Goes through every entry of a ledger and says which was changed, removed, put in or put elsewhere. The exit code is 1 if there is a fault. Without --key signatures are not checked: that finds accidents, and nobody who can rewrite all of it.",
            "agentbus ledger verify data/agentbus.db --key ledger.pub.pem",
            "agentbus ledger verify restored/agentbus.db --key ledger.pub.pem --contents",
            "agentbus ledger verify copy.db --key ledger-2025.pub.pem --key ledger-2026.pub.pem --since kept/acme.head --tenant acme --output json")
    {
        _surroundings = surroundings;
        Add(_database);
        foreach (var option in (Option[])[_keys, _origin, _tenant, _since, _contents, _output])
        {
            Add(option);
        }

        SetAction(VerifyAsync);
    }

    private async Task<int> VerifyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var file = SqliteLedgerFile.Open(parsed.GetRequiredValue(_database).FullName);
        using var keys = LedgerKeys.Read(parsed.GetValue(_keys) ?? [], parsed.GetValue(_origin));
        var known = (parsed.GetValue(_since) ?? []).SelectMany(ReadHeads).ToList();
        var tenants = await TenantsAsync(file.Ledgers, parsed.GetValue(_tenant), known, cancellationToken);
        if (keys.IsEmpty)
        {
            _surroundings.Error.WriteLine("warning: without --key signatures are not checked.");
        }

        var (reports, isWhole) = (new List<JsonObject>(), true);
        foreach (var tenant in tenants)
        {
            using var progress = new ProgressLine(_surroundings, $"entries of {tenant}", (await file.Ledgers.FindHeadAsync(tenant, cancellationToken))?.Size);
            var heads = known.Where(head => tenants.Count == 1 || head.Origin.EndsWith("/" + tenant, StringComparison.Ordinal)).Select(static head => head.Note);
            var report = await new LedgerVerification(file.Ledgers, keys, [.. heads]).RunAsync(tenant, progress, cancellationToken);
            if (parsed.GetValue(_contents))
            {
                using var comparing = new ProgressLine(_surroundings, $"messages of {tenant}");
                var contents = await new ContentVerification(file).RunAsync(tenant, comparing, cancellationToken);
                report = report with { Faults = [.. report.Faults, .. contents.Faults] };
                reports.Add(View(tenant, report, !keys.IsEmpty));
                reports[^1]["contents"] = new JsonObject { ["compared"] = contents.Compared, ["gone"] = contents.Gone };
            }
            else
            {
                reports.Add(View(tenant, report, !keys.IsEmpty));
            }

            isWhole &= report.IsWhole;
        }

        Print(reports, parsed);
        return isWhole ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static IReadOnlyList<Checkpoint> ReadHeads(FileInfo file) =>
        Checkpoint.ReadAll(File.ReadAllText(file.FullName)) is { Count: > 0 } heads ? heads : throw new CommandFailure($"{file} holds no signed head.");

    /// <summary>Those that have a ledger, and those that had one when a head of theirs was signed.</summary>
    private static async Task<IReadOnlyList<string>> TenantsAsync(ILedgerReader ledgers, string? wanted, IReadOnlyList<Checkpoint> known, CancellationToken cancellationToken)
    {
        var tenants = await ledgers.ListTenantsAsync(cancellationToken);
        return wanted is null ? [.. tenants.Union(known.Select(static head => head.Origin[(head.Origin.LastIndexOf('/') + 1)..]), StringComparer.Ordinal)]
            : tenants.Contains(wanted) ? [wanted]
            : throw new CommandFailure($"The database has no ledger of the tenant {wanted}.");
    }

    private static JsonObject View(string tenant, LedgerReport report, bool isSigned) => new()
    {
        ["tenant"] = tenant,
        ["whole"] = report.IsWhole,
        ["entries"] = report.Head.Size,
        ["root"] = $"{report.Head.Root}",
        ["heads"] = report.Heads,
        ["signed"] = report.Signed,
        ["signatures"] = isSigned ? "checked" : "not checked",
        ["faults"] = new JsonArray([.. report.Faults.Select(static fault => new JsonObject
        {
            ["entry"] = fault.Index,
            ["fault"] = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName($"{fault.Kind}"),
            ["detail"] = fault.Detail,
        })]),
    };

    private void Print(List<JsonObject> reports, ParseResult parsed)
    {
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            JsonOutput.Write(_surroundings.Output, new JsonArray([.. reports]));
            return;
        }

        if (reports.Count == 0)
        {
            _surroundings.Output.WriteLine("no ledgers");
            return;
        }

        string[] contents = parsed.GetValue(_contents) ? ["contents"] : [];
        ObjectTable.WriteRows(_surroundings.Output, reports, ["tenant", "whole", "entries", "heads", "signed", "signatures", .. contents, "root"]);
        foreach (var report in reports)
        {
            foreach (var fault in (JsonArray)report["faults"]!)
            {
                _surroundings.Output.WriteLine(TerminalText.OnOneLine($"{report["tenant"]}: {fault!["detail"]} ({fault["fault"]})"));
            }
        }
    }
}
