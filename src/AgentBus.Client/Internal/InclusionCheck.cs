using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AgentBus.Client.Internal;

/// <summary>
/// Checks that a decision is in a ledger (RFC 6962, section 2.1.1). Written apart from the bus's own check, like <see cref="LedgerHead"/>: a mistake in the one is not
/// one in the other, and the SDK needs nothing of the bus.
/// </summary>
internal static class InclusionCheck
{
    // No tree of 2^63 leaves is higher.
    private const int LongestPath = 63;
    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;

    /// <summary>Whether it is a decision on the message and its proof leads to the root of the head. Takes what anyone says.</summary>
    public static bool Holds(ProvedDecision decision, string tenant, string messageId, LedgerHead head) =>
        !decision.Path.IsDefault && decision.Path.Length <= LongestPath
        && IndexOf(decision.Entry, tenant, messageId) is { } index && index >= 0 && index < head.Size
        && RootOf(decision, index, head.Size) is { } root && root.AsSpan().SequenceEqual(head.Root);

    /// <summary>The place of an entry; null: it says nothing of this message of this tenant.</summary>
    private static long? IndexOf(string entry, string tenant, string messageId)
    {
        try
        {
            using var json = JsonDocument.Parse(entry);
            var root = json.RootElement;
            return root.GetProperty("tenant").ValueEquals(tenant) && root.GetProperty("body").GetProperty("message_id").ValueEquals(messageId)
                ? root.GetProperty("index").GetInt64()
                : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Where the path leads; null: it has not as many hashes as the place in a tree of this size needs, or something else in it.</summary>
    private static byte[]? RootOf(ProvedDecision decision, long index, long size)
    {
        var (hash, last) = (SHA256.HashData([LeafPrefix, .. Encoding.UTF8.GetBytes(decision.Entry)]), size - 1);
        foreach (var text in decision.Path)
        {
            // At the right edge a node without a sibling is its own parent.
            while (index == last && (index & 1) == 0 && last > 0)
            {
                (index, last) = (index >> 1, last >> 1);
            }

            var sibling = new byte[SHA256.HashSizeInBytes];
            if (last == 0 || Convert.FromHexString(text, sibling, out _, out var length) != OperationStatus.Done || length != sibling.Length)
            {
                return null;
            }

            hash = (index & 1) == 1 ? SHA256.HashData([NodePrefix, .. sibling, .. hash]) : SHA256.HashData([NodePrefix, .. hash, .. sibling]);
            (index, last) = (index >> 1, last >> 1);
        }

        return last == 0 ? hash : null;
    }
}
