using System.Text;
using AgentBus.Domain.Ledger;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Ledger;

public sealed class LedgerTreeTests
{
    [Fact]
    public void Any_batches_with_any_reloading_between_give_the_root_of_the_definition_and_proofs_that_hold() =>
        Prop.ForAll(
            Gen.Choose(1, 400).Zip(Gen.Elements(true, false)).ListOf().Resize(6).ToArbitrary(),
            static batches =>
            {
                var (tree, store, nodes) = (new LedgerTree(), new TileShelf(), new ListedNodes());
                foreach (var (count, reload) in batches)
                {
                    for (var i = 0; i < count; i++)
                    {
                        var leaf = MerkleHash.Leaf(Encoding.UTF8.GetBytes($"{tree.Size}"));
                        tree.Append(leaf);
                        nodes.Add(leaf);
                    }

                    store.Keep(tree.TakeTiles());
                    tree = reload ? new LedgerTree(store.State(tree)) : tree;
                }

                var root = MerkleProver.Root(nodes, nodes.Size);
                return tree.Head == new TreeHead(nodes.Size, root)
                    && MerkleProver.Root(store.Nodes(), nodes.Size) == root
                    && Enumerable.Range(0, (int)nodes.Size).Where(static i => i % 97 == 0).All(i =>
                        MerkleProofs.IsIncluded(nodes.Node(0, i), MerkleProver.Inclusion(store.Nodes(), i, nodes.Size), root)
                        && (i == 0 || MerkleProofs.IsConsistent(MerkleProver.Consistency(store.Nodes(), i, nodes.Size), MerkleProver.Root(nodes, i), root)));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_bent_proof_holds() =>
        Prop.ForAll(
            Gen.Choose(2, 600).Zip(Gen.Choose(0, int.MaxValue - 1)).Zip(Gen.Choose(0, 7)).ToArbitrary(),
            static input =>
            {
                var ((size, seed), bend) = input;
                var nodes = new ListedNodes();
                for (var i = 0; i < size; i++)
                {
                    nodes.Add(MerkleHash.Leaf(BitConverter.GetBytes(i)));
                }

                var index = seed % size;
                var root = MerkleProver.Root(nodes, size);
                var leaf = nodes.Node(0, index);
                var proof = MerkleProver.Inclusion(nodes, index, size);
                var at = seed % proof.Path.Length;
                var bent = bend switch
                {
                    0 => proof with { Path = proof.Path.SetItem(at, proof.Path[at] with { Part2 = proof.Path[at].Part2 ^ (1UL << (seed % 64)) }) },
                    1 => proof with { Path = proof.Path.RemoveAt(at) },
                    2 => proof with { Path = proof.Path.Insert(at, leaf) },
                    3 => proof with { Index = proof.Index + 1 },
                    4 => proof with { Index = -1 },
                    5 => proof with { Path = [] },
                    6 => proof with { Path = proof.Path.Add(root) },
                    _ => proof with { Index = proof.Index ^ (1L << (seed % 9)) },
                };
                var first = index + 1;
                var consistency = MerkleProver.Consistency(nodes, first, size);
                var oldRoot = MerkleProver.Root(nodes, first);
                var bentConsistency = consistency.Path.IsEmpty
                    ? consistency with { Path = [leaf] }
                    : consistency with { Path = bend % 2 == 0 ? consistency.Path.RemoveAt(consistency.Path.Length - 1) : consistency.Path.SetItem(0, default) };
                return MerkleProofs.IsIncluded(leaf, proof, root)
                    && !MerkleProofs.IsIncluded(leaf, bent, root)
                    && !MerkleProofs.IsIncluded(root, proof, root)
                    && MerkleProofs.IsConsistent(consistency, oldRoot, root)
                    && !MerkleProofs.IsConsistent(bentConsistency, oldRoot, root)
                    && (first == size || !MerkleProofs.IsConsistent(consistency, root, root));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_stored_ledger_whose_hashes_do_not_make_its_root_is_not_gone_on_with()
    {
        var (tree, store) = (new LedgerTree(), new TileShelf());
        for (var i = 0; i < 300; i++)
        {
            tree.Append(MerkleHash.Leaf([(byte)i]));
        }

        store.Keep(tree.TakeTiles());
        var state = store.State(tree);

        new LedgerTree(state).Head.ShouldBe(tree.Head);
        Should.Throw<InvalidOperationException>(() => new LedgerTree(state with { Head = state.Head with { Root = default } }));
        Should.Throw<InvalidOperationException>(() => new LedgerTree(state with { Head = state.Head with { Size = 301 } }));
        Should.Throw<InvalidOperationException>(() => new LedgerTree(state with { Tails = [] }));
    }

    /// <summary>What a store keeps of a tree.</summary>
    private sealed class TileShelf
    {
        private readonly Dictionary<(int Level, long Index), LedgerTile> _tiles = [];

        public void Keep(IEnumerable<LedgerTile> tiles)
        {
            foreach (var tile in tiles)
            {
                _tiles[(tile.Level, tile.Index)] = tile;
            }
        }

        public TileNodes Nodes() => new((level, index) => _tiles[(level, index)].Hashes);

        public LedgerState State(LedgerTree tree) => new(
            tree.Head, tree.LastLeaf, 0, [.. _tiles.Values.GroupBy(static t => t.Level).Select(static level => level.MaxBy(static t => t.Index)!)], null);
    }
}
