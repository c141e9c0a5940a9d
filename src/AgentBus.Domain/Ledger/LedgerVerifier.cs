using AgentBus.Domain.Canonical;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>
/// Goes through a ledger, entry by entry, and says where it is not as it was written. It needs the entries; stored hashes and signed heads make
/// it sharper: the hashes tell which entry it is, the heads cannot be made anew by who holds the database but not the key. Not thread-safe.
/// </summary>
/// <param name="tenant">The tenant.</param>
/// <param name="heads">Signed heads whose signatures were checked, in any order.</param>
public sealed class LedgerVerifier(string tenant, IEnumerable<SignedTreeHead> heads)
{
    /// <summary>More faults than these are not told.</summary>
    public const int MaxFaults = 100;

    private readonly LedgerTree _tree = new();
    private readonly SignedTreeHead[] _heads = [.. heads.OrderBy(static head => head.Head.Size)];
    private readonly List<LedgerFault> _faults = [];
    private bool _isUnlikeStored;
    private long _expected;
    private long _shift;
    private long _place;
    private long _lastGood;
    private int _nextHead;

    /// <summary>Entries seen.</summary>
    public long Entries => _place;

    /// <summary>Notes a signed head that does not count.</summary>
    public void AddWrongHead(SignedTreeHead head, CheckpointVerdict verdict) =>
        Note(LedgerFaultKind.WrongSignature, head.Head.Size, $"the signed head of size {head.Head.Size} does not count: {verdict}");

    /// <summary>
    /// Holds the stored hashes, of which proofs are made, against the entries seen: what becomes of them is seen by those who ask for a proof, or by nobody.
    /// Where a fault was located already, they follow from it.
    /// </summary>
    /// <param name="first">The first entry whose hashes were not compared yet.</param>
    /// <param name="missing">The first of them that has no stored hash of its leaf; null: all have.</param>
    /// <param name="root">The root that the stored hashes make over the entries seen; null: none.</param>
    public void CompareStored(long first, long? missing, LedgerHash? root)
    {
        if (_isUnlikeStored || !_faults.TrueForAll(static fault => fault.Kind == LedgerFaultKind.WrongSignature))
        {
            return;
        }

        if (missing is { } index)
        {
            Note(LedgerFaultKind.WrongHash, index, "its stored hash is not there");
        }
        else if (root != _tree.Head.Root)
        {
            Note(LedgerFaultKind.WrongHash, first, $"the stored hashes over the entries from there to {_place - 1} are not theirs");
        }
    }

    /// <summary>Takes the next entry.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="storedHash">Gives the stored hash of the leaf at an index, null where there is none; null: no hashes are stored.</param>
    public void Add(ReadOnlySpan<byte> json, Func<long, LedgerHash?>? storedHash = null)
    {
        CompareHeads();
        var leaf = MerkleHash.Leaf(json);
        if (!LedgerLine.TryRead(json, out var line) || !CanonicalJson.IsCanonical(json))
        {
            Note(LedgerFaultKind.Unreadable, _expected, "it is no entry of a ledger");
            _isUnlikeStored = false;
        }
        else if (!line.IsOf(tenant))
        {
            Note(LedgerFaultKind.WrongTenant, _expected, "it belongs to another tenant");
            _isUnlikeStored = false;
        }
        else if (IsInPlace(line.Index))
        {
            var isUnlikeStored = storedHash?.Invoke(line.Index) is { } stored && stored != leaf;
            CompareChain(line.Previous, isUnlikeStored);
            _isUnlikeStored = isUnlikeStored;
        }
        else
        {
            _isUnlikeStored = false;
        }

        _tree.Append(leaf);
        _place++;
        _expected++;
    }

    /// <summary>Ends.</summary>
    /// <param name="stored">The head that the store holds, where there is one.</param>
    public LedgerReport Finish(TreeHead? stored = null)
    {
        if (_isUnlikeStored)
        {
            Note(LedgerFaultKind.Rewritten, _expected - 1, "it is not what its stored hash was made of");
        }

        CompareHeads();
        if (_nextHead < _heads.Length)
        {
            Note(LedgerFaultKind.Truncated, _place, $"there are {_place} entries, and a head of {_heads[^1].Head.Size} was signed at {_heads[^1].At:u}");
        }
        else if (stored is not null && stored.Size > _place)
        {
            Note(LedgerFaultKind.Truncated, _place, $"there are {_place} entries, and the store counts {stored.Size}");
        }
        else if (stored is not null && stored != _tree.Head)
        {
            NoteRoot($"the entries make another root than the stored one of size {stored.Size}");
        }

        return new LedgerReport(_tree.Head, _heads.Length, _lastGood, [.. _faults.OrderBy(static fault => fault.Index)]);
    }

    /// <summary>
    /// Whether the entry with this index is the one that is due. One that is not is a fault; where the next stands off by as much, all that follow
    /// do, and are due from then on.
    /// </summary>
    private bool IsInPlace(long index)
    {
        var shift = index - _expected;
        if (shift != 0 && shift != _shift)
        {
            Note(LedgerFaultKind.WrongIndex, _expected, Displaced(index));
            _shift = shift;
            return false;
        }

        _expected = index;
        _shift = 0;
        return true;
    }

    private string Displaced(long found) => found > _expected
        ? $"entry {found} stands there: {found - _expected} before it are missing or stand elsewhere"
        : $"entry {found} stands there: it is there twice, was put elsewhere, or something was put in before it";

    /// <summary>The chain names the entry before; where that one also differs from its stored hash, it tells which of the two was changed; where this one does, it is this one.</summary>
    private void CompareChain(LedgerHash previous, bool isUnlikeStored)
    {
        if (previous == _tree.LastLeaf)
        {
            if (_isUnlikeStored)
            {
                Note(LedgerFaultKind.WrongHash, _expected - 1, "its stored hash is not its own");
            }
        }
        else if ((_isUnlikeStored || !isUnlikeStored) && !_faults.Exists(fault => fault.Kind != LedgerFaultKind.WrongSignature && fault.Index >= _expected - 1))
        {
            Note(LedgerFaultKind.Rewritten, Math.Max(_expected - 1, 0), "it is not the entry that the next one was chained to");
        }
    }

    private void CompareHeads()
    {
        while (_nextHead < _heads.Length && _heads[_nextHead].Head.Size <= _place)
        {
            var head = _heads[_nextHead++].Head;
            if (head.Size == _place && head.Root == _tree.Head.Root)
            {
                _lastGood = _place;
            }
            else
            {
                NoteRoot($"the first {head.Size} entries do not make the root of the head that was signed then");
            }
        }
    }

    /// <summary>Where a fault was located already, the root follows from it.</summary>
    private void NoteRoot(string detail)
    {
        if (_faults.TrueForAll(static fault => fault.Kind == LedgerFaultKind.WrongSignature))
        {
            Note(LedgerFaultKind.WrongRoot, _lastGood, detail);
        }
    }

    private void Note(LedgerFaultKind kind, long index, string detail)
    {
        if (_faults.Count < MaxFaults)
        {
            _faults.Add(new LedgerFault(kind, index, $"entry {index}: {detail}"));
        }
    }
}
