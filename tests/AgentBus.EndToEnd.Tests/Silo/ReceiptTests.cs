using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AgentBus.Client;
using AgentBus.Domain.Canonical;
using AgentBus.TestKit;
using Google.Protobuf;

namespace AgentBus.EndToEnd.Tests.Silo;

/// <summary>Receipts of the SDK, from the built silo, checked with its public key and nothing else.</summary>
[Collection(SiloCollection.Name)]
public sealed class ReceiptTests(SiloFixture fixture)
{
    private const int Patience = 120_000;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task Sender_and_receiver_hold_a_receipt_that_the_public_key_proves_and_nobody_else_gets_one()
    {
        await using var sender = await fixture.ConnectAsync(fixture.NextAgent());
        await using var receiver = await fixture.ConnectAsync(fixture.NextAgent());
        await using var stranger = await fixture.ConnectAsync(fixture.NextAgent());
        var sent = await sender.SendAsync(receiver.AgentId, "look", Cancel);

        var receipt = await sender.ReadReceiptAsync(sent.MessageId, Wait, Cancel);

        receipt.IsProvedBy(PublicKey()).ShouldBeTrue();
        (receipt.TenantId, receipt.MessageId).ShouldBe((sender.TenantId, sent.MessageId));
        var entry = JsonNode.Parse(receipt.Decisions.ShouldHaveSingleItem().Entry)!;
        ((string?)entry["actor"], (string?)entry["body"]!["outcome"], (string?)entry["place"]!["channel"]).ShouldBe((sender.AgentId, "delivered", receiver.AgentId));
        (await receiver.ReadReceiptAsync(sent.MessageId, Wait, Cancel)).IsProvedBy(PublicKey()).ShouldBeTrue();
        (await Should.ThrowAsync<AgentBusException>(() => stranger.ReadReceiptAsync(sent.MessageId, cancellationToken: Cancel))).Code.ShouldBe(AgentBusCodes.NotFound);
    }

    [Fact(Timeout = Patience)]
    public async Task A_publish_that_asks_for_an_audit_has_a_receipt_that_names_its_entry()
    {
        await using var sender = await fixture.ConnectAsync(fixture.NextAgent());
        await using var receiver = await fixture.ConnectAsync(fixture.NextAgent());
        var message = new Protocol.V1.Envelope { ToAgent = receiver.AgentId, Content = new() { Text = "look" } };

        var sent = await sender.PublishAsync(message, new PublishOptions { AuditRequired = true }, Cancel);

        sent.IsDelivered.ShouldBeTrue();
        var receipt = await sender.ReadReceiptAsync(sent.MessageId, Wait, Cancel);
        ((int?)JsonNode.Parse(receipt.Decisions.ShouldHaveSingleItem().Entry)!["index"]).ShouldBe(int.Parse(sent.AuditId, System.Globalization.CultureInfo.InvariantCulture));
        (await sender.PublishAsync(message, new PublishOptions(), Cancel)).AuditId.ShouldBeEmpty();
    }

    [Fact(Timeout = Patience)]
    public async Task Who_sent_or_got_a_message_can_show_which_content_its_receipt_names()
    {
        await using var sender = await fixture.ConnectAsync(fixture.NextAgent());
        await using var receiver = await fixture.ConnectAsync(fixture.NextAgent());
        var message = new Protocol.V1.Envelope { ToAgent = receiver.AgentId, MessageType = Protocol.V1.MessageType.Command, Content = new() { Text = "pay 100" } };
        var sent = await sender.PublishAsync(message, Cancel);

        var own = (await sender.ReadReceiptAsync(sent.MessageId, Wait, Cancel)).Decisions.ShouldHaveSingleItem();
        var theirs = (await receiver.ReadReceiptAsync(sent.MessageId, Wait, Cancel)).Decisions.ShouldHaveSingleItem();

        own.Names(message.ToByteArray()).ShouldBeTrue();
        theirs.Names(message.ToByteArray()).ShouldBeTrue();
        message.Content.Text = "pay 900";
        own.Names(message.ToByteArray()).ShouldBeFalse();
        (own with { ContentSalt = "" }).Names(message.ToByteArray()).ShouldBeFalse();
        (own with { ContentSalt = "no salt" }).Names([]).ShouldBeFalse();
        (own with { Entry = "{}" }).Names([]).ShouldBeFalse();
    }

    [Fact(Timeout = Patience)]
    public async Task A_message_to_several_has_a_decision_for_each_and_the_receipt_is_that_of_the_api()
    {
        await using var sender = await fixture.ConnectAsync(fixture.NextAgent());
        await using var first = await fixture.ConnectAsync(fixture.NextAgent());
        await using var second = await fixture.ConnectAsync(fixture.NextAgent());
        var sent = await sender.SendAsync([Recipient.Agent(first.AgentId), Recipient.Agent(second.AgentId)], new() { Content = new() { Text = "both" } }, Cancel);

        ProvedReceipt receipt = null!;
        await Until.TrueAsync("both decisions are in the ledger", async () => (receipt = await sender.ReadReceiptAsync(sent.MessageId, Wait, Cancel)).Decisions.Length == 2, cancellationToken: Cancel);

        receipt.IsProvedBy(PublicKey()).ShouldBeTrue();
        var json = JsonNode.Parse(receipt.ToJson())!;
        ((string?)json["tenant"], (string?)json["checkpoint"]).ShouldBe((receipt.TenantId, receipt.Checkpoint));
        json["entries"]!.AsArray().Select(static proved => Canonical(proved!["entry"]!)).ShouldBe(receipt.Decisions.Select(static decision => decision.Entry));
        json["entries"]![0]!["path"]!.AsArray().Select(static hash => (string)hash!).ShouldBe(receipt.Decisions[0].Path);
    }

    private static string Canonical(JsonNode entry)
    {
        var output = new ArrayBufferWriter<byte>();
        CanonicalJson.Write(Encoding.UTF8.GetBytes(entry.ToJsonString()), output).ShouldBe(CanonicalFault.None);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private string PublicKey()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(fixture.Silo.LedgerKeyPath));
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
