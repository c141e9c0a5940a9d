using System.Text;
using System.Text.Json.Nodes;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace AgentBus.Cli.Tests.Bus;

/// <summary>What the ledger commands ask of the built silo; <see cref="StateCommandTests"/> has them without a server or with a wrong token.</summary>
public sealed class LedgerCommandTests(BusFixture bus) : IClassFixture<BusFixture>
{
    private readonly string _auditor = bus.Silo.Token("audrey", "auditor");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receipt_of_the_bus_is_verified_with_its_key_alone_and_not_when_it_was_changed()
    {
        var (sender, first, _) = await SendTwoAsync();

        var receipt = await ReceiptAsync(sender, first);

        var verified = Verify(receipt.Output);
        verified.Code.ShouldBe(0, verified.Output + verified.Error);
        ((string?)JsonNode.Parse(verified.Output)![0]!["message"]).ShouldBe(first);
        Verify(receipt.Output.Replace("\"delivered\"", "\"refused\"", StringComparison.Ordinal)).Code.ShouldBe(1);
        bus.RunAs($"{sender}-other", "ledger", "receipt", first).ShouldSatisfyAllConditions(static o => o.Code.ShouldBe(1), static o => o.Error.ShouldContain("not_found"), static o => o.Output.ShouldBeEmpty());
    }

    [Fact]
    public async Task Who_sent_a_message_shows_with_its_receipt_what_it_said()
    {
        var (sender, first, _) = await SendTwoAsync();
        var receipt = (await ReceiptAsync(sender, first)).Output;
        var place = JsonNode.Parse(receipt)!["entries"]![0]!["entry"]!["place"]!;
        var line = Done(bus.RunAs("bob", "rooms", "history", $"{place["room"]}:{place["channel"]}")).Output.Split('\n').Single(line => line.Contains($"\"message_id\":\"{first}\"", StringComparison.Ordinal));
        using var directory = new TemporaryDirectory("cli-body");
        string[] Body(string name, byte[] content)
        {
            File.WriteAllBytes(directory.File(name), content);
            return ["--body", directory.File(name)];
        }

        var bytes = JsonParser.Default.Parse<Envelope>(JsonNode.Parse(line)!["envelope"]!.ToJsonString()).ToByteArray();

        ((string?)JsonNode.Parse(Done(Verify(receipt, Body("bytes", bytes))).Output)![0]!["content"]).ShouldBe("shown");
        Done(Verify(receipt, Body("line", Encoding.UTF8.GetBytes(line))));
        Verify(receipt, Body("other", Encoding.UTF8.GetBytes(line.Replace("\"first\"", "\"other\"", StringComparison.Ordinal)))).ShouldSatisfyAllConditions(static o => o.Code.ShouldBe(1), static o => o.Output.ShouldContain("names another content"));
        Verify(receipt, Body("none", "no envelope"u8.ToArray())).ShouldSatisfyAllConditions(static o => o.Code.ShouldBe(1), static o => o.Error.ShouldContain("no envelope"));
        Verify(Done(AsAuditor("ledger", "receipt", first)).Output, Body("bytes", bytes)).ShouldSatisfyAllConditions(static o => o.Code.ShouldBe(1), static o => o.Output.ShouldContain("no salt"));
    }

    [Fact]
    public async Task The_messages_of_a_database_are_held_against_their_entries()
    {
        var (sender, first, second) = await SendTwoAsync();
        await ReceiptAsync(sender, second);
        using var directory = new TemporaryDirectory("cli-contents");
        var copy = directory.File("copy.db");
        Change(bus.Silo.DatabaseFile, $"VACUUM INTO '{copy}'");

        var whole = JsonNode.Parse(Contents().Output)!.AsArray().Single(static report => (string?)report!["tenant"] == SiloProcess.Tenant)!;
        ((bool)whole["whole"]!, (long)whole["contents"]!["compared"]! >= 2).ShouldBe((true, true), whole.ToJsonString());
        Change(copy, $"UPDATE message SET envelope = (SELECT envelope FROM message WHERE message_id = '{second}') WHERE message_id = '{first}'");

        var changed = Contents();
        changed.Code.ShouldBe(1);
        changed.Output.ShouldContain("wrong_content");

        CommandOutcome Contents() => Cli.Run("ledger", "verify", copy, "--key", bus.Silo.LedgerKeyPath, "--contents", "--output", "json");
    }

    [Fact]
    public async Task An_auditor_lists_entries_and_follows_a_messages_life_and_lineage()
    {
        var (sender, first, second) = await SendTwoAsync();

        (await UntilAsync("both are listed, newest first", () => Audit("audit", "--agent", sender, "--decision", "delivered"), found => Ids(found).SequenceEqual([second, first])))
            .AsArray().Select(static entry => (string?)entry!["kind"]).ShouldAllBe(static kind => kind == "delivered");
        Ids(JsonNode.Parse(Done(Audit("audit", "--agent", sender, "--limit", "1")).Output)!).ShouldBe([second]);
        Audit("audit", "--agent", sender, "--decision", "refused").Output.Trim().ShouldBe("[]");
        Done(AsAuditor("ledger", "audit", "--agent", sender)).Output.ShouldContain(first);

        var life = JsonNode.Parse(Done(Audit("life", first)).Output)!.AsArray().ShouldHaveSingleItem()!;
        ((string?)life["decision"], (string?)life["actor"]).ShouldBe(("delivered", sender));
        var lineage = await UntilAsync("the lineage is known", () => Audit("lineage", second), static found => found["messages"]!.AsArray().Count == 2);
        Ids(lineage["messages"]!).ShouldBe([first, second]);
        Done(AsAuditor("ledger", "lineage", second)).Output.ShouldContain(first);

        Audit("life", "never-was").Code.ShouldBe(1);
        Audit("lineage", "never-was").ShouldSatisfyAllConditions(static o => o.Code.ShouldBe(1), static o => o.Error.ShouldContain("not_found"));
    }

    [Fact]
    public async Task The_head_is_signed_and_each_line_of_an_export_is_a_receipt_that_holds()
    {
        var (sender, first, second) = await SendTwoAsync();
        await ReceiptAsync(sender, second);

        var head = JsonNode.Parse(Done(Audit("head")).Output)!;
        ((long)head["size"]!).ShouldBeGreaterThan(1);
        var note = Done(AsAuditor("ledger", "head", "--note")).Output;
        note.Split('\n')[0].ShouldEndWith($"/{SiloProcess.Tenant}");
        Done(AsAuditor("ledger", "head")).Output.ShouldContain("signed at");

        var export = Done(AsAuditor("ledger", "export", "--agent", sender, "--decision", "delivered")).Output;
        export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => (string?)JsonNode.Parse(line)!["entries"]![0]!["entry"]!["body"]!["message_id"]).ShouldBe([first, second]);
        var verified = Verify(export);
        verified.Code.ShouldBe(0, verified.Output + verified.Error);
        JsonNode.Parse(verified.Output)!.AsArray().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("life", "m-1")]
    [InlineData("lineage", "m-1")]
    [InlineData("head")]
    [InlineData("export")]
    public void Who_is_no_auditor_is_refused(params string[] question)
    {
        var outcome = bus.RunAs("alice", ["ledger", .. question]);
        outcome.Code.ShouldBe(1);
        outcome.Error.ShouldContain("permission_denied");
        outcome.Output.ShouldBeEmpty();
    }

    /// <summary>Two messages of an agent of their own, the second because of the first.</summary>
    private async Task<(string Sender, string First, string Second)> SendTwoAsync()
    {
        var sender = $"sender-{Guid.NewGuid():N}";
        var place = bus.NextChannel().Split(':', 2);
        await using var client = await bus.ConnectAsync(sender);
        var first = await client.PublishAsync(place[0], place[1], "first", Cancel);
        var second = await client.PublishAsync(place[0], place[1], new Envelope { ParentId = first.MessageId, Content = new Content { Text = "second" } }, Cancel);
        second.IsDelivered.ShouldBeTrue(second.Reason);
        return (sender, first.MessageId, second.MessageId);
    }

    private static void Change(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private CommandOutcome AsAuditor(params string[] args) => bus.RunWith(_auditor, "", args);

    private CommandOutcome Audit(params string[] question) => AsAuditor(["ledger", .. question, "--output", "json"]);

    private CommandOutcome Verify(string receipts, params string[] more) => Cli.RunWith(receipts, ["ledger", "verify-receipt", "-", "--key", bus.Silo.LedgerKeyPath, "--output", "json", .. more]);

    private static CommandOutcome Done(CommandOutcome outcome)
    {
        outcome.Code.ShouldBe(0, outcome.Output + outcome.Error);
        return outcome;
    }

    /// <summary>Asks until it is answered, since the ledger is a moment behind; with one token, since each opens a side session and an agent has at most 16.</summary>
    private async Task<CommandOutcome> ReceiptAsync(string sender, string message)
    {
        var token = bus.Silo.Token(sender);
        CommandOutcome Ask() => bus.RunWith(token, "", "ledger", "receipt", message);
        var outcome = Ask();
        await Until.TrueAsync("the ledger answers", () => (outcome = outcome.Code == 0 ? outcome : Ask()).Code == 0, cancellationToken: Cancel);
        return outcome;
    }

    private static async Task<JsonNode> UntilAsync(string what, Func<CommandOutcome> ask, Func<JsonNode, bool> wanted)
    {
        JsonNode? found = null;
        await Until.TrueAsync(what, () => ask() is { Code: 0 } outcome && wanted(found = JsonNode.Parse(outcome.Output)!), cancellationToken: Cancel);
        return found!;
    }

    private static IEnumerable<string> Ids(JsonNode entries) => entries.AsArray().Select(static entry => (string)entry!["message_id"]!);
}
