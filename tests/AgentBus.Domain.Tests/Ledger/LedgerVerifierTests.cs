using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Ledger;

public sealed class LedgerVerifierTests
{
    private const int Count = 300;
    private readonly List<byte[]> _entries;
    private readonly List<LedgerHash> _hashes;
    private readonly TreeHead _head;

    public LedgerVerifierTests()
    {
        (_entries, _hashes, var tree) = LedgerScene.Ledger(Count);
        _head = tree.Head;
    }

    [Fact]
    public void A_ledger_that_is_as_it_was_written_has_no_fault() =>
        LedgerScene.Verify(_entries, _hashes, _head, HeadAt(1), HeadAt(120), HeadAt(Count)).ShouldBeEmpty();

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(19)]
    public void Every_flipped_bit_of_an_entry_is_found_at_its_entry(int index)
    {
        var (entries, hashes, tree) = LedgerScene.Ledger(20);
        var original = entries[index];
        for (var bit = 0; bit < original.Length * 8; bit++)
        {
            entries[index] = [.. original];
            entries[index][bit / 8] ^= (byte)(1 << (bit % 8));

            var faults = LedgerScene.Verify(entries, hashes, tree.Head, HeadAt(20));

            faults.Select(static f => f.Index).Distinct().ShouldBe([index], $"bit {bit}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(137)]
    [InlineData(Count - 2)]
    public void A_flipped_bit_is_found_without_stored_hashes_by_the_chain_or_the_root(int index)
    {
        _entries[index] = [.. _entries[index]];
        _entries[index][30] ^= 1;

        LedgerScene.Verify(_entries, heads: HeadAt(Count)).ShouldHaveSingleItem().Index.ShouldBe(index);
    }

    [Theory]
    [InlineData(0, LedgerFaultKind.WrongIndex)]
    [InlineData(137, LedgerFaultKind.WrongIndex)]
    [InlineData(Count - 1, LedgerFaultKind.Truncated)]
    public void A_removed_entry_is_found_where_it_was(int index, LedgerFaultKind kind)
    {
        _entries.RemoveAt(index);

        var faults = LedgerScene.Verify(_entries, _hashes, _head);

        faults[0].Index.ShouldBe(index);
        faults[0].Kind.ShouldBe(kind);
        faults.ShouldAllBe(f => f.Index == index || f.Kind == LedgerFaultKind.Truncated);
    }

    [Fact]
    public void Entries_in_another_order_are_found_at_both_places()
    {
        (_entries[100], _entries[200]) = (_entries[200], _entries[100]);

        LedgerScene.Verify(_entries, _hashes, _head).Select(static f => (f.Kind, f.Index)).ShouldBe(
            [(LedgerFaultKind.WrongIndex, 100), (LedgerFaultKind.WrongIndex, 200)]);
    }

    [Fact]
    public void An_entry_that_was_put_in_is_found_where_it_is()
    {
        _entries.Insert(100, LedgerScene.Forge(_entries, 100, """{"forged":true}""")[100]);

        LedgerScene.Verify(_entries, _hashes, _head).Select(static f => (f.Kind, f.Index)).First().ShouldBe((LedgerFaultKind.WrongIndex, 101));
    }

    [Fact]
    public void A_rewritten_entry_is_found_at_its_place()
    {
        _entries[100] = LedgerScene.Forge(_entries, 100, """{"forged":true}""")[100];

        LedgerScene.Verify(_entries).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            static f => f.Kind.ShouldBe(LedgerFaultKind.Rewritten), static f => f.Index.ShouldBe(100));
    }

    [Fact]
    public void A_ledger_that_is_forged_whole_is_found_by_a_signed_head_behind_the_last_one_that_fits()
    {
        var forged = LedgerScene.Forge(_entries, 150, """{"forged":true}""");
        var hashes = forged.ConvertAll(static e => MerkleHash.Leaf(e));

        LedgerScene.Verify(forged, hashes).ShouldBeEmpty();
        LedgerScene.Verify(forged, hashes, null, HeadAt(120), HeadAt(200), HeadAt(Count)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            static f => f.Kind.ShouldBe(LedgerFaultKind.WrongRoot), static f => f.Index.ShouldBe(120));
    }

    [Fact]
    public void A_changed_stored_hash_is_told_from_a_changed_entry()
    {
        _hashes[42] = default;

        LedgerScene.Verify(_entries, _hashes, _head).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            static f => f.Kind.ShouldBe(LedgerFaultKind.WrongHash), static f => f.Index.ShouldBe(42));
    }

    [Fact]
    public void A_ledger_that_was_set_back_is_found_by_a_head_that_counts_more()
    {
        _entries.RemoveRange(250, Count - 250);
        var tree = LedgerScene.Ledger(250).Tree;

        LedgerScene.Verify(_entries, null, tree.Head).ShouldBeEmpty();
        LedgerScene.Verify(_entries, null, tree.Head, HeadAt(Count)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            static f => f.Kind.ShouldBe(LedgerFaultKind.Truncated), static f => f.Index.ShouldBe(250));
    }

    [Fact]
    public void An_entry_of_another_tenant_is_found()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        LedgerEntryWriter.Write(output, "acme2", 10, _hashes[9], LedgerScene.Row(11));
        _entries[10] = output.WrittenSpan.ToArray();

        LedgerScene.Verify(_entries).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            static f => f.Kind.ShouldBe(LedgerFaultKind.WrongTenant), static f => f.Index.ShouldBe(10));
    }

    private static SignedTreeHead HeadAt(int size) => LedgerScene.Signed(LedgerScene.Ledger(size).Tree.Head);

    [Fact]
    public void An_entry_that_says_something_twice_is_none_though_it_is_in_its_place()
    {
        var (entries, _, _) = LedgerScene.Ledger(5);
        var text = System.Text.Encoding.UTF8.GetString(entries[^1]);
        entries[^1] = System.Text.Encoding.UTF8.GetBytes(text.Replace("\"kind\":", "\"kind\":\"refused\",\"kind\":", StringComparison.Ordinal));

        var fault = LedgerScene.Verify(entries).ShouldHaveSingleItem();

        (fault.Kind, fault.Index).ShouldBe((LedgerFaultKind.Unreadable, 4L));
    }
}
