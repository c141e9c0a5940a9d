using System.Buffers;
using System.Text;
using AgentBus.Domain.Canonical;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Ledger;

public sealed class LedgerEntryTests
{
    [Theory]
    [InlineData("""{"outcome":"delivered","v":1}""")]
    [InlineData("""{"v":1.50,"b":"\u0041","a":"\u001F"}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("no json")]
    public void An_entry_is_canonical_whatever_its_evidence_is(string body)
    {
        var evidence = LedgerScene.Row(7, body) with
        {
            Actor = "al\"ice",
            Content = MerkleHash.Empty,
            Place = new LedgerPlace("ops", "alerts", new Position(ulong.MaxValue, 5)),
        };

        var entry = Entry(evidence);

        var again = new ArrayBufferWriter<byte>();
        CanonicalJson.Write(entry, again).ShouldBe(CanonicalFault.None);
        again.WrittenSpan.SequenceEqual(entry).ShouldBeTrue(Encoding.UTF8.GetString(entry));
    }

    [Fact]
    public void An_entry_has_the_members_that_the_documentation_says()
    {
        var evidence = LedgerScene.Row(7) with { Content = MerkleHash.Empty, Place = new LedgerPlace("ops", "alerts", new Position(0x0123456789abcdef, 5)) };

        Encoding.UTF8.GetString(Entry(evidence)).ShouldBe(
            """{"actor":"alice","at":"2026-11-21T12:00:07.000000Z","body":{"outcome":"delivered","v":1},"content":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","""
            + """ "index":3,"kind":"delivered","place":{"channel":"alerts","epoch":"0123456789abcdef","room":"ops","sequence":5},"previous":"0000000000000000000000000000000000000000000000000000000000000000","subject":"m7","tenant":"acme","v":1}""".TrimStart());
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var evidence = LedgerScene.Row(7) with { Content = MerkleHash.Empty, Place = new LedgerPlace("ops", "alerts", new Position(ulong.MaxValue, 5)) };

        var record = LedgerRecord.Read(Entry(evidence))!;

        record.ShouldSatisfyAllConditions(
            () => record.Index.ShouldBe(3),
            () => record.At.ShouldBe(evidence.At),
            () => record.Content.ShouldBe(evidence.Content),
            () => record.Place.ShouldBe(evidence.Place),
            () => record.Subject.ShouldBe("m7"),
            () => record.Body.GetProperty("outcome").GetString().ShouldBe("delivered"));
        LedgerRecord.Read("{}"u8.ToArray()).ShouldBeNull();
        LedgerRecord.Read("["u8.ToArray()).ShouldBeNull();
    }

    [Fact]
    public void Rows_that_the_ledger_has_are_not_taken_again()
    {
        var tree = new LedgerTree();
        LedgerUptakeRules.Take(tree, LedgerScene.Tenant, 0, LedgerScene.Rows(1, 10))!.TakenThrough.ShouldBe(10);

        LedgerUptakeRules.Take(tree, LedgerScene.Tenant, 10, LedgerScene.Rows(1, 10)).ShouldBeNull();
        var append = LedgerUptakeRules.Take(tree, LedgerScene.Tenant, 10, LedgerScene.Rows(6, 10))!;

        append.Batch.Subjects.ShouldBe(["m11", "m12", "m13", "m14", "m15"]);
        append.Before.Size.ShouldBe(10);
        append.After.ShouldBe(LedgerScene.Ledger(15).Tree.Head);
    }

    [Fact]
    public void Kinds_have_names_of_their_own()
    {
        var names = Enum.GetValues<EvidenceKind>().Select(EvidenceKindNames.Of).ToArray();

        names.ShouldBeUnique();
        names.ShouldContain("dead_letter_resolved");
        EvidenceKindNames.Of((EvidenceKind)9999).ShouldBe("kind_9999");
    }

    [Fact]
    public void A_commitment_is_the_hmac_of_the_digest()
    {
        var salt = Enumerable.Range(0, ContentCommitment.SaltBytes).Select(static i => (byte)i).ToArray();
        ContentCommitment.Of(salt, new byte[32]).ShouldNotBe(ContentCommitment.Of([.. salt.Reverse()], new byte[32]));
        ContentCommitment.Of(salt, new byte[32]).ShouldBe(LedgerHash.Of(System.Security.Cryptography.HMACSHA256.HashData(salt, new byte[32])));
    }

    private static byte[] Entry(LedgerEvidence evidence)
    {
        var output = new ArrayBufferWriter<byte>();
        LedgerEntryWriter.Write(output, LedgerScene.Tenant, 3, default, evidence);
        return output.WrittenSpan.ToArray();
    }
}
