using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgentBus.Domain.Evidence;

/// <summary>
/// Where evidence is written before it is copied out. One belongs to one grain activation, which writes one body at a time: not thread-safe.
/// </summary>
public sealed class EvidenceBuffer : IDisposable
{
    private readonly ArrayBufferWriter<byte> _bytes = new(512);
    private readonly Utf8JsonWriter _json;

    /// <summary>Makes an empty buffer.</summary>
    public EvidenceBuffer() =>
        _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <summary>Begins an object.</summary>
    internal Utf8JsonWriter Begin()
    {
        _bytes.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        return _json;
    }

    /// <summary>Ends the object and copies it out.</summary>
    internal ReadOnlyMemory<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _bytes.WrittenSpan.ToArray();
    }
}
