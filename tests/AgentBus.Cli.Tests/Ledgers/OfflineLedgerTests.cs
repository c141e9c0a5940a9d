using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBus.Cli.Tests.Ledgers;

/// <summary>What is read from a copy of a database, and receipts that nobody is asked about.</summary>
public sealed class OfflineLedgerTests : IAsyncLifetime
{
    private LedgerDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await LedgerDatabase.CreateAsync();

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Entries_are_listed_newest_first_and_by_what_they_are_about()
    {
        Messages("audit", "--limit", "3").ShouldBe(["m-40", "m-39", "m-38"]);
        Messages("audit", "--decision", "refused").ShouldBe(["m-40", "m-30", "m-20", "m-10"]);
        Messages("audit", "--agent", "bob", "--from", "2026-11-21T12:00:36Z").ShouldBe(["m-39", "m-37"]);
        Messages("audit", "--code", "casil_oversize").ShouldBeEmpty();
        Run("ledger", "audit", "--database", _database.File, "--decision", "maybe").Code.ShouldBe(2);
    }

    [Fact]
    public void A_messages_life_and_lineage_are_read_from_the_file()
    {
        Messages("life", "m-7").ShouldBe(["m-7"]);
        var lineage = JsonNode.Parse(Run("ledger", "lineage", "m-38", "--database", _database.File, "--output", "json").Output)!;
        lineage["messages"]!.AsArray().Select(static m => (string)m!["message_id"]!).ShouldBe(Enumerable.Range(1, 40).Select(static i => $"m-{i}"));
        Run("ledger", "life", "nothing", "--database", _database.File).ShouldSatisfyAllConditions(o => o.Code.ShouldBe(1), o => o.Error.ShouldContain("not_found"));
        Run("ledger", "lineage", "nothing", "--database", _database.File).Code.ShouldBe(1);
    }

    [Fact]
    public void Every_line_of_an_export_is_a_receipt_that_holds()
    {
        var export = Run("ledger", "export", "--database", _database.File);

        export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(LedgerDatabase.Entries);
        var outcome = Cli.RunWith(export.Output, "ledger", "verify-receipt", "-", "--key", _database.NewKey, "--output", "json");
        outcome.Code.ShouldBe(0, outcome.Output);
        JsonNode.Parse(outcome.Output)!.AsArray().Count.ShouldBe(LedgerDatabase.Entries);
    }

    [Fact]
    public void A_receipt_that_was_changed_anywhere_does_not_hold()
    {
        var receipt = _database.Write("receipt.json", Line(4));
        VerifyReceipt(receipt, _database.NewKey).Code.ShouldBe(0);
        string[] bent =
        [
            Line(4).Replace("m-5\"", "m-6\"", StringComparison.Ordinal), Line(4).Replace("\"delivered\"", "\"refused\"", StringComparison.Ordinal),
            Line(4).Replace("\"tenant\":\"acme\"", "\"tenant\":\"rival\"", StringComparison.Ordinal), Line(4).Replace("agentbus.test", "agentbus.tist", StringComparison.Ordinal),
            With(Line(4), static r => r["entries"]![0]!["path"]!.AsArray().RemoveAt(0)), With(Line(4), static r => r["entries"]![0]!["entry"]!["index"] = 5),
            With(Line(4), r => r["checkpoint"] = (string?)JsonNode.Parse(Line(4))!["checkpoint"]!.GetValue<string>().Replace("\n40\n", "\n41\n", StringComparison.Ordinal)),
            With(Line(4), static r => r["entries"]![0]!["entry"]!["more"] = true),
        ];
        foreach (var text in bent)
        {
            VerifyReceipt(_database.Write("bent.json", text), _database.NewKey).ShouldSatisfyAllConditions(o => o.Code.ShouldBe(1, text), o => o.Output.ShouldContain("\"holds\": false"));
        }
    }

    [Fact]
    public void A_receipt_laid_out_anew_and_one_wrapped_as_the_api_answers_hold()
    {
        var data = JsonNode.Parse(Line(9))!;
        var wrapped = new JsonObject { ["data"] = data }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

        VerifyReceipt(_database.Write("wrapped.json", wrapped), _database.NewKey).Code.ShouldBe(0);
    }

    [Fact]
    public void A_receipt_from_before_a_rotation_holds_with_the_key_of_its_time()
    {
        // The old head with a proof for its size.
        _database.Tamper($"DELETE FROM ledger_head WHERE size > {LedgerDatabase.Rotation}");
        var old = Run("ledger", "export", "--database", _database.File, "--until", "2026-11-21T12:00:10Z").Output;

        Cli.RunWith(old, "ledger", "verify-receipt", "-", "--key", _database.OldKey, "--key", _database.NewKey).Code.ShouldBe(0);
        Cli.RunWith(old, "ledger", "verify-receipt", "-", "--key", _database.NewKey).ShouldSatisfyAllConditions(
            o => o.Code.ShouldBe(1), o => o.Output.ShouldContain("no key that was given signed the head"));
    }

    [Theory]
    [InlineData("nothing at all")]
    [InlineData("[]")]
    [InlineData("""{"tenant":"acme","checkpoint":"x"}""")]
    [InlineData("""{"tenant":"acme","checkpoint":"x","entries":[{"entry":{},"path":["zz"]}]}""")]
    [InlineData("""{"tenant":"acme","checkpoint":"x","entries":[{"entry":[],"path":[]}]}""")]
    public void What_is_no_receipt_is_told_so(string text)
    {
        var outcome = Cli.RunWith(text, "ledger", "verify-receipt", "-", "--key", _database.NewKey);

        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("This is no receipt");
    }

    [Fact]
    public void A_key_is_needed_and_may_be_a_verifier_line()
    {
        var receipt = _database.Write("receipt.json", Line(4));
        using var key = Domain.Ledger.LedgerKey.FromPem(File.ReadAllText(_database.NewKey));
        var line = _database.Write("verifier", key.VerifierLine("agentbus.test/acme"));

        Run("ledger", "verify-receipt", receipt).Code.ShouldBe(2);
        VerifyReceipt(receipt, line).Code.ShouldBe(0);
    }

    private static CommandOutcome Run(params string[] args) => Cli.Run(args);

    private static CommandOutcome VerifyReceipt(string file, string key) => Run("ledger", "verify-receipt", file, "--key", key, "--output", "json");

    private string Line(int entry) => Run("ledger", "export", "--database", _database.File).Output.Split('\n')[entry];

    private static string With(string line, Action<JsonNode> change)
    {
        var receipt = JsonNode.Parse(line)!;
        change(receipt);
        return receipt.ToJsonString();
    }

    private IEnumerable<string> Messages(string command, params string[] more)
    {
        var outcome = Run(["ledger", command, .. more, "--database", _database.File, "--output", "json"]);
        outcome.Code.ShouldBe(0, outcome.Error);
        return JsonNode.Parse(outcome.Output)!.AsArray().Select(static entry => (string)entry!["message_id"]!);
    }
}
