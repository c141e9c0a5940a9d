using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Ledger;

public sealed class ContentVerifierTests
{
    private static readonly byte[] Salt = new byte[ContentCommitment.SaltBytes];
    private readonly ContentVerifier _verifier = new(static (envelope, digest) => digest.Span.SequenceEqual(SHA256.HashData(envelope.Span)));

    [Fact]
    public void Messages_that_their_entries_name_are_compared_and_those_that_are_not_there_are_gone()
    {
        Take("one", "two", "three");

        _verifier.Add(Message(1, "one"), isTakenUp: true);
        _verifier.Add(Message(3, "three"), isTakenUp: true);

        (_verifier.Compared, _verifier.Gone, _verifier.Faults.Length).ShouldBe((2, 1, 0));
    }

    [Fact]
    public void A_message_that_was_changed_is_found_at_its_entry_with_its_digest_and_without()
    {
        Take("one", "two");

        _verifier.Add(Message(1, "ONE"), isTakenUp: true);
        _verifier.Add(Message(2, "two") with { Envelope = "TWO"u8.ToArray() }, isTakenUp: true);

        _verifier.Faults.Select(static fault => (fault.Kind, fault.Index)).ShouldBe([(LedgerFaultKind.WrongContent, 0L), (LedgerFaultKind.WrongContent, 1L)]);
        _verifier.Faults[1].Detail.ShouldContain("ops:main#2");
        _verifier.Compared.ShouldBe(0);
    }

    [Fact]
    public void A_message_that_was_put_in_has_no_entry_and_one_that_is_too_young_need_have_none()
    {
        Take("one");

        _verifier.Add(Message(2, "young"), isTakenUp: false);
        _verifier.Faults.ShouldBeEmpty();
        _verifier.Add(Message(3, "put in"), isTakenUp: true);

        _verifier.Faults.ShouldHaveSingleItem().Detail.ShouldBe("the message at ops:main#3 has no entry");
    }

    [Fact]
    public void What_retention_took_is_no_fault()
    {
        Take("one");

        _verifier.Add(Message(1, "one") with { Envelope = default, Commitment = null }, isTakenUp: true);

        (_verifier.Compared, _verifier.Gone, _verifier.Faults.Length).ShouldBe((0, 1, 0));
    }

    private void Take(params string[] texts)
    {
        var (tree, row) = (new LedgerTree(), 0);
        foreach (var text in texts)
        {
            var evidence = new LedgerEvidence(row + 1, "delivered", "ann", $"m-{row}", DateTimeOffset.UnixEpoch, "{}"u8.ToArray()) { Place = Place(row + 1), Content = Commitment(text) };
            _verifier.Add(new LedgerEntry(row, LedgerUptakeRules.Take(tree, "acme", row, new LedgerUptake([evidence]))!.Batch.Entries));
            row++;
        }
    }

    private static LedgerPlace Place(long sequence) => new("ops", "main", new Position(7, sequence));

    private static LedgerHash Commitment(string text) => ContentCommitment.Of(Salt, SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static StoredContent Message(long sequence, string text) =>
        new(sequence, Place(sequence), Encoding.UTF8.GetBytes(text), SHA256.HashData(Encoding.UTF8.GetBytes(text)), Commitment(text));
}
