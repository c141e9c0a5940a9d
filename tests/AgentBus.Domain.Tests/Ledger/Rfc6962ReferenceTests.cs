using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Ledger;

/// <summary>The definitions of RFC 6962 section 2.1, written down as they stand there, and the tree that is built by appending.</summary>
public sealed class Rfc6962ReferenceTests
{
    // The test tree of RFC 6962's reference implementation, and its roots at every size.
    private static readonly string[] Leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void Rfc6962_the_known_tree_has_its_known_roots()
    {
        var nodes = new ListedNodes();
        for (var i = 0; i < Leaves.Length; i++)
        {
            nodes.Add(MerkleHash.Leaf(Convert.FromHexString(Leaves[i])));
            MerkleProver.Root(nodes, i + 1).ToString().ShouldBe(Roots[i]);
        }

        MerkleHash.Empty.ToString().ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    [Fact]
    public void Rfc6962_roots_and_proofs_are_those_of_the_definitions()
    {
        var nodes = new ListedNodes();
        var leaves = Enumerable.Range(0, 70).Select(static i => Encoding.UTF8.GetBytes("leaf " + i)).ToArray();
        foreach (var leaf in leaves)
        {
            nodes.Add(MerkleHash.Leaf(leaf));
        }

        for (var size = 1; size <= leaves.Length; size++)
        {
            var tree = leaves[..size];
            MerkleProver.Root(nodes, size).ShouldBe(Reference.Root(tree));
            for (var index = 0; index < size; index++)
            {
                var proof = MerkleProver.Inclusion(nodes, index, size);
                proof.Path.ShouldBe(Reference.Path(index, tree));
                MerkleProofs.IsIncluded(MerkleHash.Leaf(leaves[index]), proof, Reference.Root(tree)).ShouldBeTrue();
            }

            for (var first = 1; first <= size; first++)
            {
                var proof = MerkleProver.Consistency(nodes, first, size);
                proof.Path.ShouldBe(Reference.Proof(first, tree));
                MerkleProofs.IsConsistent(proof, Reference.Root(leaves[..first]), Reference.Root(tree)).ShouldBeTrue();
            }
        }
    }

    /// <summary>MTH, PATH and PROOF.</summary>
    private static class Reference
    {
        public static LedgerHash Root(byte[][] leaves) => LedgerHash.Of(leaves.Length switch
        {
            0 => SHA256.HashData([]),
            1 => SHA256.HashData([0, .. leaves[0]]),
            _ => SHA256.HashData([1, .. Root(leaves[..Split(leaves)]).ToBytes(), .. Root(leaves[Split(leaves)..]).ToBytes()]),
        });

        public static IEnumerable<LedgerHash> Path(int m, byte[][] leaves)
        {
            if (leaves.Length == 1)
            {
                return [];
            }

            var k = Split(leaves);
            return m < k ? [.. Path(m, leaves[..k]), Root(leaves[k..])] : [.. Path(m - k, leaves[k..]), Root(leaves[..k])];
        }

        public static IEnumerable<LedgerHash> Proof(int m, byte[][] leaves) => Subproof(m, leaves, isKnown: true);

        private static IEnumerable<LedgerHash> Subproof(int m, byte[][] leaves, bool isKnown)
        {
            if (m == leaves.Length)
            {
                return isKnown ? [] : [Root(leaves)];
            }

            var k = Split(leaves);
            return m <= k
                ? [.. Subproof(m, leaves[..k], isKnown), Root(leaves[k..])]
                : [.. Subproof(m - k, leaves[k..], isKnown: false), Root(leaves[..k])];
        }

        private static int Split(byte[][] leaves)
        {
            var k = 1;
            while (k * 2 < leaves.Length)
            {
                k *= 2;
            }

            return k;
        }
    }
}
