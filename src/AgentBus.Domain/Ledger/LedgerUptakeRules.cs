using System.Buffers;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>How evidence becomes entries: in its order, each row once.</summary>
public static class LedgerUptakeRules
{
    // What an entry usually takes, so that the buffer seldom grows.
    private const int UsualBytes = 900;

    /// <summary>
    /// Appends to the tree what the ledger does not have yet, and says what to store; null: it has all of it. Where storing fails, the tree is
    /// ahead of the store and of no use any more.
    /// </summary>
    /// <param name="tree">The ledger's tree; it changes.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="takenThrough">The last row that the ledger has.</param>
    /// <param name="uptake">The rows, ascending.</param>
    /// <param name="buffer">Where entries are written, emptied first; they lie in it until it is used again. Null: a new one. A batch is large enough to trouble the collector.</param>
    public static LedgerAppend? Take(LedgerTree tree, string tenant, long takenThrough, LedgerUptake uptake, ArrayBufferWriter<byte>? buffer = null)
    {
        var rows = uptake.Rows;
        var first = 0;
        while (first < rows.Length && rows[first].Row <= takenThrough)
        {
            first++;
        }

        if (first == rows.Length)
        {
            return null;
        }

        var before = tree.Head;
        var count = rows.Length - first;
        var entries = buffer ?? new ArrayBufferWriter<byte>(count * UsualBytes);
        entries.ResetWrittenCount();
        var ends = new int[count];
        var subjects = new string[count];
        var (firstAt, lastAt) = (rows[first].At, rows[first].At);
        for (var i = 0; i < count; i++)
        {
            var row = rows[first + i];
            var start = entries.WrittenCount;
            LedgerEntryWriter.Write(entries, tenant, tree.Size, tree.LastLeaf, row);
            ends[i] = entries.WrittenCount;
            subjects[i] = row.Subject;
            firstAt = row.At < firstAt ? row.At : firstAt;
            lastAt = row.At > lastAt ? row.At : lastAt;
            tree.Append(MerkleHash.Leaf(entries.WrittenSpan[start..]));
        }

        return new LedgerAppend(
            tenant, before, tree.Head, tree.LastLeaf, rows[^1].Row, new LedgerBatch(entries.WrittenMemory, ends, subjects, firstAt, lastAt), tree.TakeTiles());
    }
}
