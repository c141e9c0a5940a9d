using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Tests.Inspection;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Ledger;

/// <summary>The proof vectors of github.com/transparency-dev/merkle: right proofs, and every way to bend one.</summary>
public sealed class Rfc6962VectorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("inclusion")]
    [InlineData("consistency")]
    [InlineData("subtreeinclusion")]
    [InlineData("subtreeconsistency")]
    public void Rfc6962_proof_vectors_are_taken_and_refused_as_they_say(string kind)
    {
        var vectors = InspectionCorpora.Read("rfc6962-proof-vectors.json.gz")["vectors"]!.AsArray()
            .Select(static v => v!)
            .Where(v => ((string)v["file"]!).Split('/')[1] == kind)
            .ToArray();

        var wrong = vectors.Where(v => Check(kind, v) == (bool)v["wantErr"]!).Select(static v => (string)v["file"]!);

        output.WriteLine($"{kind}: {vectors.Length} vectors");
        vectors.ShouldNotBeEmpty();
        wrong.ShouldBeEmpty();
    }

    private static bool Check(string kind, JsonNode vector)
    {
        // A hash that is none cannot even be asked about.
        if (!TryHashes(vector["proof"], out var path))
        {
            return false;
        }

        switch (kind)
        {
            case "inclusion":
                return TryHash(vector, "leafHash", out var leaf) && TryHash(vector, "root", out var root)
                    && MerkleProofs.IsIncluded(leaf, new InclusionProof(Number(vector, "leafIdx"), Number(vector, "treeSize"), path), root);
            case "consistency":
                return MerkleProofs.IsConsistent(
                    new ConsistencyProof(Number(vector, "size1"), Number(vector, "size2"), path), Root(vector, "root1"), Root(vector, "root2"));
            case "subtreeinclusion":
                return TryHash(vector, "leafHash", out leaf) && TryHash(vector, "root", out root)
                    && MerkleProofs.IsIncludedInSubtree(leaf, Number(vector, "leafIdx"), Number(vector, "start"), Number(vector, "end"), path.AsSpan(), root);
            default:
                return MerkleProofs.IsSubtree(
                    Number(vector, "start"), Number(vector, "end"), Number(vector, "size"), path.AsSpan(), Root(vector, "root1"), Root(vector, "root2"));
        }
    }

    // Sizes of the vectors are unsigned; beyond what a ledger can have they become negative, which no proof may be.
    private static long Number(JsonNode vector, string name) => vector[name] is { } number ? unchecked((long)(ulong)number) : 0;

    private static bool TryHash(JsonNode vector, string name, out LedgerHash hash)
    {
        hash = default;
        return vector[name] is { } text && LedgerHash.TryParse((string)text!, out hash);
    }

    // Some roots stand for any, and have another length; that they are the same or not is all that counts.
    private static LedgerHash Root(JsonNode vector, string name) =>
        TryHash(vector, name, out var hash) ? hash : LedgerHash.Of(SHA256.HashData(Encoding.UTF8.GetBytes((string)vector[name]!)));

    private static bool TryHashes(JsonNode? proof, out ImmutableArray<LedgerHash> path)
    {
        var hashes = ImmutableArray.CreateBuilder<LedgerHash>();
        foreach (var item in proof?.AsArray() ?? [])
        {
            if (!LedgerHash.TryParse((string)item!, out var hash))
            {
                path = [];
                return false;
            }

            hashes.Add(hash);
        }

        path = hashes.DrainToImmutable();
        return true;
    }
}
