using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBus.Domain.Canonical;
using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Cli.Ledgers;

/// <summary>A receipt as the bus gives it: entries with their proofs and the signed head, JSON. Takes text of anyone.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Checkpoint">The signed head.</param>
/// <param name="Entries">The entries: their bytes, the hashes of their proofs, and the salt that shows which content they name; empty: none.</param>
internal sealed record ReceiptFile(string Tenant, string Checkpoint, IReadOnlyList<(byte[] Json, ImmutableArray<LedgerHash> Path, byte[] Salt)> Entries)
{
    /// <summary>Reads a file: one receipt, an answer of the API that holds one, or one on each line as an export has them.</summary>
    /// <exception cref="CommandFailure">It holds none.</exception>
    public static IReadOnlyList<ReceiptFile> ReadAll(string text)
    {
        try
        {
            return [ReadOne(JsonNode.Parse(text))];
        }
        catch (JsonException)
        {
            // Not one document: lines, perhaps.
        }

        try
        {
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static line => ReadOne(JsonNode.Parse(line)))];
        }
        catch (JsonException e)
        {
            throw new CommandFailure($"This is no receipt: {e.Message}", e);
        }
    }

    /// <summary>What is wrong with an entry; null: it is in the ledger of the head, exactly as it stands here.</summary>
    public string? Problem(int number, SignedTreeHead head)
    {
        var (json, path, _) = Entries[number];
        return LedgerRecord.Read(json) is not { } record ? "it is no entry of a ledger"
            : record.Tenant != Tenant ? "it is an entry of another tenant"
            : !MerkleProofs.IsIncluded(MerkleHash.Leaf(json), new InclusionProof(record.Index, head.Head.Size, path), head.Head.Root)
                ? "the proof does not lead from it to the root of the signed head: entry, proof or head was changed"
            : null;
    }

    /// <summary>Why an entry does not show that its message had this body; null: it shows it.</summary>
    /// <param name="number">The entry.</param>
    /// <param name="bodyDigest">The SHA-256 of the body.</param>
    public string? ContentProblem(int number, ReadOnlySpan<byte> bodyDigest)
    {
        var record = LedgerRecord.Read(Entries[number].Json);
        var (named, salt) = record?.Content is { } content ? (content, Entries[number].Salt) : Refused(record);
        return named is not { } commitment ? "the entry names no content"
            : salt.Length == 0 ? "the receipt has no salt for the content: the bus gives it to sender and receiver, as long as it keeps the content"
            : ContentCommitment.Of(salt, bodyDigest) != commitment ? "the entry names another content"
            : null;
    }

    /// <summary>Of a message that was refused nothing is stored; its evidence holds the salt itself.</summary>
    private static (LedgerHash? Named, byte[] Salt) Refused(LedgerRecord? record) =>
        record?.Body is { ValueKind: JsonValueKind.Object } body
        && body.TryGetProperty("body_hmac", out var hmac) && LedgerHash.TryParse(hmac.GetString(), out var named) && body.TryGetProperty("body_salt", out var salt)
            ? (named, Hex(salt.GetString() ?? ""))
            : (null, []);

    private static ReceiptFile ReadOne(JsonNode? root)
    {
        var receipt = (root as JsonObject)?["data"] as JsonObject ?? root as JsonObject;
        if (receipt?["entries"] is not JsonArray entries || Text(receipt["tenant"]) is not { } tenant || Text(receipt["checkpoint"]) is not { } checkpoint)
        {
            throw new CommandFailure("This is no receipt: it needs tenant, checkpoint and entries.");
        }

        return new ReceiptFile(tenant, checkpoint, [.. entries.Select(static entry => (Bytes(entry?["entry"]), PathOf(entry?["path"]), Hex(Text(entry?["content_salt"]) ?? "")))]);
    }

    /// <summary>The bytes that were hashed are the entry in RFC 8785, however it was laid out since.</summary>
    private static byte[] Bytes(JsonNode? entry)
    {
        var output = new ArrayBufferWriter<byte>();
        return entry is JsonObject && CanonicalJson.Write(Encoding.UTF8.GetBytes(entry.ToJsonString()), output) == CanonicalFault.None
            ? output.WrittenSpan.ToArray()
            : throw new CommandFailure("This is no receipt: an entry is no object, or says something twice.");
    }

    private static ImmutableArray<LedgerHash> PathOf(JsonNode? path) => path is JsonArray hashes
        ? [.. hashes.Select(static hash => Text(hash) is { } text && LedgerHash.TryParse(text, out var value) ? value : throw new CommandFailure("This is no receipt: a path holds something else than hashes."))]
        : throw new CommandFailure("This is no receipt: an entry has no path.");

    private static byte[] Hex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException e)
        {
            throw new CommandFailure("This is no receipt: a salt is not hexadecimal.", e);
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
