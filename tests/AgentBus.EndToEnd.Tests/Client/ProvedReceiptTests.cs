using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Client;
using AgentBus.Domain.Ledger;
using AgentBus.EndToEnd.Tests.Scripted;
using AgentBus.Model;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.EndToEnd.Tests.Client;

/// <summary>The SDK's own check of receipts, held against the bus's proofs; and how it asks for them.</summary>
public sealed class ProvedReceiptTests
{
    private const string Tenant = "acme";
    private const int LargestTree = 35;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_entry_of_trees_of_all_shapes_is_proved_and_with_no_other_place_size_or_path()
    {
        using var key = LedgerKey.Generate();
        var pem = PublicPem(key);
        for (var size = 1; size <= LargestTree; size++)
        {
            var tree = new Leaves([.. Enumerable.Range(0, size).Select(static i => Entry(i))]);
            for (var i = 0; i < size; i++)
            {
                var receipt = Receipt(tree, i, key);
                receipt.IsProvedBy(pem).ShouldBeTrue($"{i} of {size}");
                var decision = receipt.Decisions[0];
                Altered(receipt, decision with { Path = [.. decision.Path, decision.Path.FirstOrDefault(new string('0', 64))] }).IsProvedBy(pem).ShouldBeFalse($"{i} of {size}, longer");
                Altered(receipt, decision with { Entry = decision.Entry.Replace($"\"index\":{i}", $"\"index\":{i + 1}", StringComparison.Ordinal) }).IsProvedBy(pem).ShouldBeFalse($"{i} of {size}, moved");
                if (decision.Path.Length > 0)
                {
                    Altered(receipt, decision with { Path = decision.Path[1..] }).IsProvedBy(pem).ShouldBeFalse($"{i} of {size}, shorter");
                    Altered(receipt, decision with { Path = decision.Path.SetItem(0, $"{MerkleHash.Empty}") }).IsProvedBy(pem).ShouldBeFalse($"{i} of {size}, another hash");
                }
            }
        }
    }

    [Fact]
    public void Another_key_message_tenant_or_head_proves_nothing()
    {
        using var key = LedgerKey.Generate();
        using var other = LedgerKey.Generate();
        var pem = PublicPem(key);
        var receipt = Receipt(new Leaves([.. Enumerable.Range(0, 5).Select(static i => Entry(i))]), 2, key);
        receipt.IsProvedBy(PublicPem(other), pem).ShouldBeTrue();

        receipt.IsProvedBy(PublicPem(other)).ShouldBeFalse();
        receipt.IsProvedBy().ShouldBeFalse();
        (receipt with { MessageId = "m-3" }).IsProvedBy(pem).ShouldBeFalse();
        (receipt with { TenantId = "cme" }).IsProvedBy(pem).ShouldBeFalse();
        (receipt with { Decisions = [] }).IsProvedBy(pem).ShouldBeFalse();
        (receipt with { Checkpoint = receipt.Checkpoint.Replace("\n5\n", "\n6\n", StringComparison.Ordinal) }).IsProvedBy(pem).ShouldBeFalse();
        (receipt with { Checkpoint = receipt.Checkpoint.Replace("time 2030", "time 2031", StringComparison.Ordinal) }).IsProvedBy(pem).ShouldBeFalse();
        foreach (var text in (string[])["", "\n", "\n\n", "acme\n5\n\n", "a/acme\n5\nAAAA\n\n\u2014 a/acme AAAA\n", receipt.Checkpoint[..^20], new string('\n', 100)])
        {
            (receipt with { Checkpoint = text }).IsProvedBy(pem).ShouldBeFalse(text);
        }

        foreach (var entry in (string[])["", "{}", "[]", "null", """{"index":2,"tenant":"acme","body":7}""", """{"index":2.5,"tenant":"acme","body":{"message_id":"m-2"}}"""])
        {
            Altered(receipt, receipt.Decisions[0] with { Entry = entry }).IsProvedBy(pem).ShouldBeFalse(entry);
        }

        Altered(receipt, receipt.Decisions[0] with { Path = ["no hash"] }).IsProvedBy(pem).ShouldBeFalse();
        Should.Throw<CryptographicException>(() => receipt.IsProvedBy("no key"));
        using var weak = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Should.Throw<CryptographicException>(() => receipt.IsProvedBy(weak.ExportSubjectPublicKeyInfoPem()));
    }

    [Fact]
    public async Task While_the_ledger_is_behind_the_bus_is_asked_again_as_it_advises()
    {
        await using var bus = await ScriptedBus.StartAsync();
        var (client, connection) = await PublishTests.ConnectAsync(bus);
        await using var _ = client;
        var reading = client.ReadReceiptAsync("m-1", TimeSpan.FromMinutes(1), Cancel);
        var first = await connection.ReadAsync();
        first.Command.ShouldBe(new Command { Name = "receipt", Args = { { "message_id", "m-1" } } });
        await NotYetAsync(connection, first);
        var again = await connection.ReadAsync();
        again.Command.ShouldBe(first.Command);
        await connection.SendAsync(new ServerFrame
        {
            RequestId = again.RequestId,
            Reply = new CommandReply { Name = "receipt", Data = Struct.Parser.ParseJson("""{"tenant": "acme", "checkpoint": "note", "entries": [{"entry": "{\"index\":4}", "path": ["aa", "bb"]}]}""") },
        });

        var receipt = await reading;
        (receipt.MessageId, receipt.TenantId, receipt.Checkpoint).ShouldBe(("m-1", "acme", "note"));
        receipt.Decisions.ShouldHaveSingleItem().Entry.ShouldBe("""{"index":4}""");
        receipt.Decisions[0].Path.ShouldBe(["aa", "bb"]);
        receipt.ToJson().ShouldBe("""{"tenant":"acme","checkpoint":"note","entries":[{"entry":{"index":4},"path":["aa","bb"]}]}""");

        var once = client.ReadReceiptAsync("m-1", cancellationToken: Cancel);
        await NotYetAsync(connection, await connection.ReadAsync());
        (await Should.ThrowAsync<AgentBusException>(() => once)).Code.ShouldBe(AgentBusCodes.NotFound);
    }

    private static Task NotYetAsync(ScriptedConnection connection, ClientFrame asked) =>
        connection.SendAsync(new ServerFrame { RequestId = asked.RequestId, Error = new Error { Code = AgentBusCodes.NotFound, Message = "not yet", RetryAfterMs = 1 } });

    private static string Entry(int index) => $$$"""{"body":{"message_id":"m-{{{index}}}"},"index":{{{index}}},"tenant":"{{{Tenant}}}","v":1}""";

    private static ProvedReceipt Receipt(Leaves tree, int index, LedgerKey key)
    {
        var head = new TreeHead(tree.Count, MerkleProver.Root(tree, tree.Count));
        var note = key.Sign(Checkpoint.Unsigned(Checkpoint.OriginOf("bus.example", Tenant), head, DateTimeOffset.Parse("2030-01-01T00:00:00Z", null))).Note;
        var path = MerkleProver.Inclusion(tree, index, tree.Count).Path;
        return new ProvedReceipt { MessageId = $"m-{index}", TenantId = Tenant, Checkpoint = note, Decisions = [new ProvedDecision(Entry(index), [.. path.Select(static hash => $"{hash}")])] };
    }

    private static ProvedReceipt Altered(ProvedReceipt receipt, ProvedDecision decision) => receipt with { Decisions = [decision] };

    private static string PublicPem(LedgerKey key) => PemEncoding.WriteString("PUBLIC KEY", key.Spki.Span);

    private sealed class Leaves(ImmutableArray<string> entries) : IMerkleNodes
    {
        public int Count => entries.Length;

        public LedgerHash Node(int level, long index) => level == 0
            ? MerkleHash.Leaf(Encoding.UTF8.GetBytes(entries[(int)index]))
            : MerkleHash.Node(Node(level - 1, 2 * index), Node(level - 1, (2 * index) + 1));
    }
}
