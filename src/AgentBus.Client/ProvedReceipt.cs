using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentBus.Client.Internal;

namespace AgentBus.Client;

/// <summary>
/// The decisions on a message with all that it takes to check them without the bus (docs/ledger.md, "Receipts"). Keep <see cref="ToJson"/>: it holds for ever,
/// whatever becomes of the bus.
/// </summary>
public sealed record ProvedReceipt
{
    /// <summary>The message.</summary>
    public required string MessageId { get; init; }

    /// <summary>The tenant whose ledger it is.</summary>
    public required string TenantId { get; init; }

    /// <summary>The signed head of the ledger, as text (C2SP tlog-checkpoint).</summary>
    public required string Checkpoint { get; init; }

    /// <summary>The decisions: one, or one for each receiver; at least one where it came from the bus.</summary>
    public required ImmutableArray<ProvedDecision> Decisions { get; init; }

    /// <summary>
    /// Whether one of the keys signed the head, and each decision is one on this message, in the tenant's ledger with that head exactly as it stands here.
    /// Asks nobody. Which keys are the bus's, and when each was valid, is the caller's to know.
    /// </summary>
    /// <param name="publicKeys">The public keys of the bus as PEM, ECDSA P-256; several after a rotation.</param>
    /// <exception cref="CryptographicException">One is no such key.</exception>
    public bool IsProvedBy(params IReadOnlyList<string> publicKeys)
    {
        ArgumentNullException.ThrowIfNull(publicKeys);
        return LedgerHead.Read(TenantId, Checkpoint) is { } head
            && publicKeys.Any(head.IsSignedBy)
            && !Decisions.IsDefaultOrEmpty
            && Decisions.All(decision => InclusionCheck.Holds(decision, TenantId, MessageId, head));
    }

    /// <summary>The receipt as the bus gives it over HTTP, and as <c>agentbus ledger verify-receipt</c> takes it.</summary>
    /// <exception cref="JsonException">An entry is no JSON.</exception>
    public string ToJson()
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("tenant", TenantId);
            writer.WriteString("checkpoint", Checkpoint);
            writer.WriteStartArray("entries");
            foreach (var decision in Decisions)
            {
                writer.WriteStartObject();
                writer.WritePropertyName("entry");
                writer.WriteRawValue(decision.Entry);
                writer.WriteStartArray("path");
                foreach (var hash in decision.Path)
                {
                    writer.WriteStringValue(hash);
                }

                writer.WriteEndArray();
                if (decision.ContentSalt.Length > 0)
                {
                    writer.WriteString("content_salt", decision.ContentSalt);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
