using System.Buffers;
using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Dashboard;

/// <summary>Receipts as files: the form of GET /api/v1/receipts, which <c>agentbus ledger verify-receipt</c> and the page's own module check.</summary>
internal static class ReceiptJson
{
    /// <summary>Writes one.</summary>
    public static ReadOnlyMemory<byte> Of(ProvedEntries proved)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("tenant"u8, proved.Tenant);
            writer.WriteString("checkpoint"u8, proved.Head.Note);
            writer.WriteStartArray("entries"u8);
            foreach (var entry in proved.Entries)
            {
                writer.WriteStartObject();
                writer.WritePropertyName("entry"u8);
                writer.WriteRawValue(entry.Entry.Json.Span);
                writer.WriteStartArray("path"u8);
                foreach (var hash in entry.Proof.Path)
                {
                    writer.WriteStringValue(hash.ToString());
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return json.WrittenMemory;
    }
}
